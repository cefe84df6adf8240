"""The hint beside a pupil's name, in words (R-SURVEY, R-MINMARKS)."""

from flask_babel import gettext, ngettext

from journal.entries.summaries import PupilSummary


def describe_hint(summary: PupilSummary) -> str:
    """What the teacher may want to do for this pupil; empty when nothing."""
    hints = []
    if summary.is_survey_due:
        hints.append(gettext("Not questioned for several lessons."))
    if summary.missing_marks:
        hints.append(
            ngettext(
                "%(num)s mark more is needed for the period mark.",
                "%(num)s marks more are needed for the period mark.",
                summary.missing_marks,
            )
        )
    return " ".join(hints)
