"""The words of the archive's pages."""

from flask_babel import gettext

from journal.models import DECISION_KINDS


def name_decision(kind: str) -> str:
    """What the council decided."""
    return {
        "promoted": gettext("moves up"),
        "conditionally": gettext("moves up conditionally"),
        "second-year": gettext("repeats the year"),
        "graduated": gettext("has finished school"),
    }[kind]


def list_decision_choices() -> list[tuple[str, str]]:
    """The kinds of decisions with their names; the first choice is none."""
    return [("", gettext("not decided yet")), *((kind, name_decision(kind)) for kind in DECISION_KINDS)]


def name_direction(direction: str) -> str:
    """An arrival or a departure."""
    return gettext("arrived") if direction == "arrival" else gettext("left")


def write_size(size: int) -> str:
    """«1,2»: a size in megabytes with one decimal, never nothing."""
    return f"{max(size / 1_000_000, 0.1):.1f}".replace(".", ",")
