"""Who would be in two places at once, and which room would be taken twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Placing:
    """A weekly lesson with its teacher (by key, empty: nobody yet) and its room."""

    weekday: int
    number: int
    class_name: str
    subject: str
    subgroup: int | None
    teacher: str
    room: str


@dataclass(frozen=True)
class Clash:
    """One teacher, or one room, in several lessons at once."""

    weekday: int
    number: int
    what: str
    placings: tuple[Placing, ...]


def find_teacher_clashes(placings: Iterable[Placing]) -> list[Clash]:
    """Return every moment at which a teacher would teach two courses; a person decides."""
    return _group(placings, lambda placing: placing.teacher)


def find_room_clashes(placings: Iterable[Placing]) -> list[Clash]:
    """Return every room that two lessons take at once.

    Subgroups of one class whose cell names one room, and lessons of one teacher (that is a clash of its own),
    aren't counted.
    """
    return [
        clash
        for clash in _group(placings, lambda placing: placing.room.casefold())
        if len({(placing.class_name, placing.subject) for placing in clash.placings}) > 1
        and len({placing.teacher or id(placing) for placing in clash.placings}) > 1
    ]


def _group(placings: Iterable[Placing], what: Callable[[Placing], str]) -> list[Clash]:
    """Collect the placings that share a moment and a `what`; those without one don't clash."""
    groups: dict[tuple[int, int, str], set[Placing]] = defaultdict(set)
    for placing in placings:
        if what(placing):
            groups[placing.weekday, placing.number, what(placing)].add(placing)
    return [
        Clash(weekday, number, name, tuple(sorted(group, key=_order)))
        for (weekday, number, name), group in sorted(groups.items())
        if len(group) > 1
    ]


def _order(placing: Placing) -> tuple[str, str, int]:
    return placing.class_name, placing.subject, placing.subgroup or 0
