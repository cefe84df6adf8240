"""Settings of a year that can't stand are found, each at its row (R-SETUP)."""

from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

import pytest

from journal.school_calendar.proposals import propose_bells, propose_holidays, propose_periods
from journal.setup.rules import (
    LIMITS,
    BellRow,
    HolidayRow,
    PeriodRow,
    WorkTypeRow,
    are_limits_open,
    find_bell_troubles,
    find_holiday_troubles,
    find_limit_troubles,
    find_period_troubles,
    find_work_type_troubles,
)


@dataclass(frozen=True)
class Year:
    starts_on: date = date(2026, 9, 1)
    ends_on: date = date(2027, 8, 31)


YEAR = Year()
PERIODS = [
    PeriodRow(number, p.kind, p.starts_on, p.ends_on) for number, p in enumerate(propose_periods(2026), 1)
]
WORKS = [
    WorkTypeRow(1, "тест", "тест", Decimal(2)),
    WorkTypeRow(2, "диктант", "дикт", Decimal(3)),
]
WEIGHTS = {1: Decimal("2.00"), 2: Decimal("3.00")}


def test_what_is_proposed_can_stand() -> None:
    holidays = [HolidayRow(None, h.name, h.starts_on, h.ends_on, h.parallel) for h in propose_holidays(2026)]
    bells = [BellRow(bell.number, bell.starts_at, bell.ends_at) for bell in propose_bells()]
    assert find_period_troubles(PERIODS, YEAR) == {}
    assert find_holiday_troubles(holidays, YEAR) == {}
    assert find_bell_troubles(bells) == {}
    assert find_work_type_troubles(WORKS, WEIGHTS, {1, 2}) == {}


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"ends_on": date(2026, 10, 1)}, "order"),
        ({"ends_on": date(2026, 11, 2)}, "order"),
        ({"starts_on": date(2026, 11, 2), "ends_on": date(2027, 9, 1)}, "outside"),
        ({"starts_on": date(2026, 10, 23)}, "overlap"),
    ],
)
def test_a_period_that_can_not_stand(change: dict[str, date], trouble: str) -> None:
    rows = [PERIODS[0], replace(PERIODS[1], **change)]
    assert find_period_troubles(rows, YEAR) == {1: trouble}


def test_the_first_free_day_before_a_period_is_enough() -> None:
    rows = [PERIODS[0], replace(PERIODS[1], starts_on=date(2026, 10, 24)), *PERIODS[2:]]
    assert find_period_troubles(rows, YEAR) == {}


def test_a_holiday_may_last_a_day_but_lies_within_the_year() -> None:
    day = HolidayRow(None, "День села", date(2026, 9, 12), date(2026, 9, 12))
    assert find_holiday_troubles([day], YEAR) == {}
    assert find_holiday_troubles([replace(day, ends_on=date(2026, 9, 11))], YEAR) == {0: "order"}
    assert find_holiday_troubles([replace(day, ends_on=date(2027, 9, 1))], YEAR) == {0: "outside"}


def test_bells_that_can_not_stand() -> None:
    first = BellRow(1, time(8, 30), time(9, 15))
    assert find_bell_troubles([first, BellRow(2, time(9, 15), time(10, 0))]) == {}
    assert find_bell_troubles([first, BellRow(2, time(9, 14), time(10, 0))]) == {1: "overlap"}
    assert find_bell_troubles([BellRow(2, time(9, 0), time(9, 0))]) == {0: "order"}
    assert find_bell_troubles([first, first]) == {0: "repeated", 1: "repeated"}


def test_a_used_weight_is_frozen_and_a_used_kind_stays() -> None:
    heavier = replace(WORKS[0], weight=Decimal("2.5"))
    assert find_work_type_troubles([heavier, WORKS[1]], WEIGHTS, set()) == {}
    assert find_work_type_troubles([heavier, WORKS[1]], WEIGHTS, {1}) == {0: "frozen"}
    assert find_work_type_troubles([WORKS[1]], WEIGHTS, {2}) == {}
    assert find_work_type_troubles([WORKS[1]], WEIGHTS, {1}) == {0: "used"}
    assert find_work_type_troubles([replace(WORKS[0], name="опрос"), WORKS[1]], WEIGHTS, {1, 2}) == {}


def test_kinds_of_work_differ_and_weigh_something() -> None:
    new = WorkTypeRow(None, "Тест", "т", Decimal(1))
    assert find_work_type_troubles([*WORKS, new], WEIGHTS, set()) == {0: "repeated", 2: "repeated"}
    for weight in (Decimal(0), Decimal("10.01"), Decimal(-1)):
        row = replace(new, name="опрос", weight=weight)
        assert find_work_type_troubles([*WORKS, row], WEIGHTS, set()) == {2: "outside"}
    assert find_work_type_troubles([], WEIGHTS, set()) == {0: "missing"}


def test_limits_are_open_until_the_year_begins() -> None:
    assert are_limits_open(YEAR.starts_on, date(2026, 8, 31))
    assert not are_limits_open(YEAR.starts_on, date(2026, 9, 1))


def test_limits_have_a_range() -> None:
    limits = {name: smallest for name, (smallest, _) in LIMITS.items()}
    assert find_limit_troubles(limits) == {}
    assert find_limit_troubles(limits | {"lock_days": 0}) == {"lock_days": "outside"}
    assert find_limit_troubles(limits | {"warn_days": 15}) == {"warn_days": "outside"}
