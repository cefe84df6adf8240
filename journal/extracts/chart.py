"""The chart beside the table of timeliness: a pair of bars a month, for SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.extracts.rules import Timeliness

MONTH_WIDTH, BAR_WIDTH, GAP = 44, 14, 3


@dataclass(frozen=True)
class Bar:
    """A piece of a bar: where it stands, and whether it counts what was late, of this year or the last."""

    x: int
    y: float
    height: float
    is_late: bool
    is_former: bool


@dataclass(frozen=True)
class Chart:
    """All pieces, the months with the places of their names, and the number that the full height counts."""

    width: int
    height: int
    highest: int
    bars: tuple[Bar, ...]
    months: tuple[tuple[date, int], ...]
    bar_width: int = BAR_WIDTH


def build_chart(months: Sequence[tuple[date, Timeliness, Timeliness]], *, height: int) -> Chart:
    """Place a pair of bars a month, last year's on the left; what was late stands on what was in time."""
    highest = max((one.in_time + one.late for month in months for one in month[1:]), default=0)
    bars = []
    for place, (_first, present, former) in enumerate(months):
        left = place * MONTH_WIDTH + (MONTH_WIDTH - 2 * BAR_WIDTH - GAP) // 2
        for one, x in ((former, left), (present, left + BAR_WIDTH + GAP)):
            bars += _stack(one, x, one is former, height / max(highest, 1), height)
    names = tuple(
        (first, place * MONTH_WIDTH + MONTH_WIDTH // 2) for place, (first, *_counts) in enumerate(months)
    )
    return Chart(MONTH_WIDTH * max(len(months), 1), height, highest, tuple(bars), names)


def _stack(one: Timeliness, x: int, is_former: bool, unit: float, height: int) -> list[Bar]:
    """The pieces of a bar from the ground up; a piece of nothing is left out."""
    pieces, ground = [], float(height)
    for count, is_late in ((one.in_time, False), (one.late, True)):
        if count:
            ground -= count * unit
            pieces.append(Bar(x, round(ground, 1), round(count * unit, 1), is_late, is_former))
    return pieces
