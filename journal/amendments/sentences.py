"""The sentences of what the history refuses."""

from flask_babel import gettext

from journal.amendments.errors import BadOrder, NoText, RecordClosed, TextStands, TooManyRows
from journal.error_messages import explain


@explain.register
def _(_error: NoText) -> str:
    return gettext("This change has no text that could be erased. Nothing was changed.")


@explain.register
def _(error: TextStands) -> str:
    if error.kind == "homework":
        return gettext(
            "The text still stands as the lesson's homework, so erasing it from the history would not help. "
            "Let the teacher replace it first; after the lock that needs a permission."
        )
    return gettext(
        "The text still stands as the lesson's topic, so erasing it from the history would not help. "
        "Let the teacher replace it first; after the lock that needs a permission."
    )


@explain.register
def _(_error: BadOrder) -> str:
    return gettext(
        "A text is erased by an order only: give its number and its date, which is not later than today."
    )


@explain.register
def _(error: TooManyRows) -> str:
    return gettext(
        "More than %(limit)s changes were found, too many for one spreadsheet. Choose fewer days or a class.",
        limit=error.limit,
    )


@explain.register
def _(error: RecordClosed) -> str:
    return gettext(
        "The journal %(name)s is in the archive, so its records change no more. Nothing was changed. "
        "If there is a mistake, ask the director for a permission by a written request.",
        name=error.name,
    )
