"""What the history keeps as codes, in words."""

from flask_babel import gettext


def name_source(source: str) -> str:
    """Where a change came from; empty for typing, which needs no words."""
    return {
        "pasted": gettext("pasted from a table"),
        "prefilled": gettext("filled in beforehand"),
        "imported": gettext("imported"),
        "administrator": gettext("by the administrator"),
        "scheduler": gettext("by the schedule"),
        "demo": gettext("demo data"),
    }.get(source, "")


def name_kind(kind: str) -> str:
    """What was changed in a lesson."""
    return {
        "topic": gettext("Topic"),
        "homework": gettext("Homework"),
        "column": gettext("Column"),
        "lesson-cancelled": gettext("Cancelled"),
        "lesson-restored": gettext("Restored"),
        "lesson-moved": gettext("Moved"),
    }.get(kind, gettext("Lesson"))
