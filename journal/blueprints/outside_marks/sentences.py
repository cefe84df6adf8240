"""The sentences of what is refused around marks of other organisations, and the words for their kinds."""

from flask_babel import gettext

from journal.error_messages import explain
from journal.outside_marks.errors import BadReport


def name_report(kind: str) -> str:
    """What a report is for."""
    return {
        "newcomer": gettext("newcomer: the school before"),
        "treatment": gettext("long-term treatment"),
    }[kind]


@explain.register
def _(error: BadReport) -> str:
    return {
        "future": gettext("The document's date lies ahead. Please correct it; nothing was saved."),
        "old": gettext("The document is older than two years. Please check its date; nothing was saved."),
        "number": gettext("The document needs a number of at most 40 characters. Nothing was saved."),
        "empty": gettext("No mark was typed, so there is nothing to save. Please enter at least one."),
        "long": gettext("These are too many marks for one document. Nothing was saved."),
        "mark": gettext(
            "Marks are digits from 1 to 5 with spaces between them, for example «5 4 4». Nothing was saved."
        ),
        "subject": gettext("The pupil's class has no such subject with marks. Nothing was saved."),
        "period": gettext("The pupil's class has no such period this year. Nothing was saved."),
    }[error.trouble]
