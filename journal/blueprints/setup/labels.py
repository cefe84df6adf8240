"""The settings of a year in words."""

from flask_babel import gettext

from journal.i18n import _l
from journal.setup.rules import Trouble

_LIMITS = {
    "lock_days": _l("Days after a lesson in which its marks may be changed"),
    "final_lock_days": _l("Days after a period in which its final marks may be changed"),
    "ahead_days": _l("Days ahead from which marks may not be set"),
    "warn_days": _l("Days before the lock in which a lesson is shown as closing"),
    "survey_lessons": _l("Lessons in which every pupil should be questioned once"),
    "min_marks": _l("Marks that a period mark needs"),
    "min_marks_weekly": _l("Marks that a period mark needs with one lesson a week"),
}


def name_limit(name: str) -> str:
    """What a limit means."""
    return _LIMITS[name]


def explain_trouble(trouble: Trouble) -> str:
    """What is wrong with a line, and what would be right."""
    return {
        "order": gettext("It ends before it begins."),
        "outside": gettext("This lies outside what is possible."),
        "overlap": gettext("It begins before the one before it has ended."),
        "repeated": gettext("This stands in two lines."),
        "used": gettext("A kind of work that columns bear already can't be removed. Please put it back."),
        "frozen": gettext("Columns of this year bear this kind of work already, so its weight stays."),
        "missing": gettext("At least one line is needed."),
    }[trouble]


def explain_window(state: str) -> str:
    """How the final marks of a period stand."""
    return {
        "open": gettext("open"),
        "closing": gettext("open, closes soon"),
        "locked": gettext("closed"),
        "granted": gettext("closed"),
        "ahead": gettext("not open yet"),
        "waiting": gettext("not open yet"),
    }[state]
