"""What the settings of a year may look like. A finding names a row by its place and says what is wrong."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeVar

from journal.lessons.rules import LARGEST_WEIGHT, SMALLEST_WEIGHT
from journal.school_calendar.rules import Dated

Trouble = Literal["order", "outside", "overlap", "repeated", "used", "frozen", "missing"]
Troubles = dict[int, Trouble]

# The smallest and the largest value of every limit of a year.
LIMITS: Mapping[str, tuple[int, int]] = {
    "lock_days": (1, 60),
    "final_lock_days": (1, 60),
    "ahead_days": (1, 60),
    "warn_days": (0, 14),
    "survey_lessons": (1, 20),
    "min_marks": (1, 20),
    "min_marks_weekly": (1, 20),
}

# From which weighted mean on a «3», a «4» and a «5» is proposed.
THRESHOLDS = ("mean_for_three", "mean_for_four", "mean_for_five")


@dataclass(frozen=True)
class PeriodRow:
    """A period's days; its kind and number stay."""

    id: int
    kind: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class HolidayRow:
    """Days without lessons, for all or for one parallel; a new one has no id yet."""

    id: int | None
    name: str
    starts_on: date
    ends_on: date
    parallel: int | None = None


@dataclass(frozen=True)
class BellRow:
    """When the lesson of a number begins and ends."""

    number: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class WorkTypeRow:
    """A kind of work; a new one has no id yet."""

    id: int | None
    name: str
    short_name: str
    weight: Decimal


AnyDated = TypeVar("AnyDated", PeriodRow, HolidayRow)


def find_period_troubles(rows: Sequence[PeriodRow], year: Dated) -> Troubles:
    """Periods lie within the year, and those of one kind don't overlap."""
    troubles = _find_span_troubles(rows, year)
    for kind in {row.kind for row in rows}:
        own = sorted((row for row in rows if row.kind == kind), key=lambda row: row.starts_on)
        for before, after in pairwise(own):
            if after.starts_on <= before.ends_on:
                troubles.setdefault(rows.index(after), "overlap")
    return troubles


def find_holiday_troubles(rows: Sequence[HolidayRow], year: Dated) -> Troubles:
    """Holidays lie within the year; a single day is one."""
    return _find_span_troubles(rows, year)


def _find_span_troubles(rows: Sequence[AnyDated], year: Dated) -> Troubles:
    troubles: Troubles = {}
    for index, row in enumerate(rows):
        if row.starts_on > row.ends_on or (isinstance(row, PeriodRow) and row.starts_on == row.ends_on):
            troubles[index] = "order"
        elif row.starts_on < year.starts_on or row.ends_on > year.ends_on:
            troubles[index] = "outside"
    return troubles


def find_bell_troubles(rows: Sequence[BellRow]) -> Troubles:
    """Every lesson has one time, and begins after the one before it has ended."""
    counts = Counter(row.number for row in rows)
    troubles: Troubles = {}
    for index, row in enumerate(rows):
        if row.starts_at >= row.ends_at:
            troubles[index] = "order"
        elif counts[row.number] > 1:
            troubles[index] = "repeated"
    for before, after in pairwise(sorted(rows, key=lambda row: row.number)):
        if after.starts_at < before.ends_at:
            troubles.setdefault(rows.index(after), "overlap")
    return troubles


def find_work_type_troubles(
    rows: Sequence[WorkTypeRow], known: Mapping[int, Decimal], used: Container[int]
) -> Troubles:
    """Names differ, weights are sensible, a weight that was used stays; *known* are the weights so far."""
    if not rows:
        return {0: "missing"}
    names = Counter(row.name.casefold() for row in rows)
    troubles: Troubles = {}
    for index, row in enumerate(rows):
        if row.id in used and row.id is not None and row.weight != known[row.id]:
            troubles[index] = "frozen"
        elif not row.weight.is_finite() or not SMALLEST_WEIGHT <= row.weight <= LARGEST_WEIGHT:
            troubles[index] = "outside"
        elif names[row.name.casefold()] > 1:
            troubles[index] = "repeated"
    gone = [id_ for id_ in known if id_ in used and id_ not in {row.id for row in rows}]
    return {0: "used", **troubles} if gone else troubles


def are_limits_open(starts_on: date, today: date) -> bool:
    """Limits are set before the year begins: later they would open what is closed, or close what was open."""
    return today < starts_on


def find_threshold_troubles(thresholds: Mapping[str, Decimal]) -> dict[str, Trouble]:
    """Thresholds of proposals lie between 1 and 5, each above the one before it (R-OBJECTIVE)."""
    values = [thresholds[name] for name in THRESHOLDS]
    troubles: dict[str, Trouble] = {
        name: "outside" for name, value in zip(THRESHOLDS, values, strict=True) if not 1 < value <= 5
    }
    for name, (before, after) in zip(THRESHOLDS[1:], pairwise(values), strict=True):
        if after <= before:
            troubles.setdefault(name, "outside")
    return troubles


def find_limit_troubles(limits: Mapping[str, int]) -> dict[str, Trouble]:
    """The limits outside their range."""
    return {
        name: "outside"
        for name, (smallest, largest) in LIMITS.items()
        if not smallest <= limits[name] <= largest
    }
