"""R-SETUP: which year, which period, is it a school day; the last week of R-FINALWINDOW."""

import itertools
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.school_calendar.proposals import (
    WORK_TYPES,
    HolidayDates,
    PeriodDates,
    propose_bells,
    propose_holidays,
    propose_period_kind,
    propose_periods,
    propose_quarters,
)
from journal.school_calendar.rules import (
    find_academic_year,
    find_current_period,
    find_period,
    first_day_of_last_week,
    is_school_day,
    list_public_holidays,
)

YEARS = st.integers(2022, 2034)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 9, 1), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 5, 31), 2026),
        (date(2027, 8, 31), 2026),
        (date(2027, 9, 1), 2027),
    ],
)
def test_summer_belongs_to_the_year_just_ended(on: date, year: int) -> None:
    assert find_academic_year(on) == year


def test_the_quarters_of_2026_are_those_assumed() -> None:
    assert [(each.starts_on, each.ends_on) for each in propose_quarters(2026)] == [
        (date(2026, 9, 1), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2026, 12, 30)),
        (date(2027, 1, 11), date(2027, 3, 26)),
        (date(2027, 4, 5), date(2027, 5, 26)),
    ]


@given(YEARS)
def test_any_years_quarters_are_sensible(year: int) -> None:
    quarters = propose_quarters(year)
    for before, after in itertools.pairwise(quarters):
        gap = (after.starts_on - before.ends_on).days - 1
        assert 9 <= gap <= 13
    for quarter in quarters:
        assert 6 <= (quarter.ends_on - quarter.starts_on).days / 7 <= 11.5
        assert quarter.starts_on.weekday() < 6
        assert quarter.ends_on.weekday() < 5


@given(YEARS)
def test_holidays_fill_exactly_the_gaps_between_quarters(year: int) -> None:
    quarters, rests = propose_quarters(year), propose_holidays(year)
    day = quarters[0].starts_on
    while day <= quarters[-1].ends_on:
        in_quarter = find_period(day, quarters, "quarter") is not None
        in_rest = any(rest.starts_on <= day <= rest.ends_on for rest in rests if rest.parallel is None)
        assert in_quarter != in_rest
        day += DAY


def test_half_years_and_the_year_span_the_quarters() -> None:
    periods = propose_periods(2026)
    assert {(each.kind, each.number) for each in periods} == {
        *(("quarter", number) for number in (1, 2, 3, 4)),
        ("half", 1),
        ("half", 2),
        ("year", 1),
    }
    year = next(each for each in periods if each.kind == "year")
    assert (year.starts_on, year.ends_on) == (date(2026, 9, 1), date(2027, 5, 26))
    second = next(each for each in periods if (each.kind, each.number) == ("half", 2))
    assert (second.starts_on, second.ends_on) == (date(2027, 1, 11), date(2027, 5, 26))


def test_kinds_of_period_by_parallel() -> None:
    assert [propose_period_kind(parallel) for parallel in range(1, 12)] == ["quarter"] * 9 + ["half"] * 2


def test_first_year_has_a_week_more_of_holidays() -> None:
    (extra,) = [rest for rest in propose_holidays(2026) if rest.parallel == 1]
    assert (extra.starts_on, extra.ends_on) == (date(2027, 2, 15), date(2027, 2, 21))
    facts = {"week_days": 5, "breaks": propose_holidays(2026)}
    assert not is_school_day(date(2027, 2, 16), parallel=1, **facts)
    assert is_school_day(date(2027, 2, 16), parallel=2, **facts)
    assert is_school_day(date(2027, 2, 16), **facts)


@pytest.mark.parametrize(
    ("day", "week_days", "expected"),
    [
        (date(2026, 9, 5), 5, False),  # Saturday
        (date(2026, 9, 5), 6, True),
        (date(2026, 9, 6), 6, False),  # Sunday
        (date(2026, 11, 4), 5, False),  # a public holiday
        (date(2026, 11, 5), 5, True),
        (date(2026, 10, 26), 5, False),  # autumn holidays
    ],
)
def test_school_days(day: date, week_days: int, expected: bool) -> None:
    public = list_public_holidays(date(2026, 9, 1), date(2027, 5, 31))
    assert is_school_day(day, week_days=week_days, breaks=propose_holidays(2026), public=public) is expected


def test_moved_days_off_are_known() -> None:
    public = list_public_holidays(date(2025, 9, 1), date(2026, 5, 31))
    assert date(2026, 1, 9) in public
    assert min(public) >= date(2025, 9, 1)
    assert max(public) <= date(2026, 5, 31)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2026, 8, 1), 1),
        (date(2026, 10, 23), 1),
        (date(2026, 10, 28), 1),
        (date(2026, 11, 2), 2),
        (date(2027, 7, 1), 4),
    ],
)
def test_the_period_to_open_is_the_last_one_begun(on: date, number: int) -> None:
    period = find_current_period(on, propose_periods(2026), "quarter")
    assert period is not None
    assert period.number == number


def test_no_period_in_the_holidays_or_of_an_unknown_kind() -> None:
    assert find_period(date(2026, 10, 28), propose_periods(2026), "quarter") is None
    assert find_current_period(date(2026, 10, 28), propose_periods(2026), "trimester") is None


@given(st.dates(date(2026, 9, 1), date(2027, 5, 31)), st.integers(0, 200))
def test_the_last_week_begins_on_its_monday_or_with_the_period(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    day = end
    while day > start and day.weekday() != 0:
        day -= DAY
    assert first_day_of_last_week(start, end) == day


@given(
    st.dates(date(2026, 9, 1), date(2027, 5, 31)),
    st.integers(0, 60),
    st.sets(st.integers(0, 60), max_size=40),
)
def test_the_last_week_leaves_days_off_alone(start: date, days: int, free: set[int]) -> None:
    end = start + timedelta(days=days)
    off = {start + timedelta(days=n) for n in free}
    lessons = [day for n in range(days + 1) if (day := start + n * DAY) not in off and day.isoweekday() != 7]
    opens_on = first_day_of_last_week(start, end, off)
    assert start <= opens_on <= end
    if lessons:
        last = lessons[-1].isocalendar()
        assert opens_on == next(day for day in lessons if day.isocalendar()[:2] == last[:2])


def test_bells() -> None:
    bells = propose_bells(6)
    assert [bell.starts_at for bell in bells] == [
        time(8, 30),
        time(9, 25),
        time(10, 30),
        time(11, 35),
        time(12, 30),
        time(13, 25),
    ]
    assert bells[-1].ends_at == time(14, 10)
    assert propose_bells(2, minutes=35)[1].starts_at == time(9, 15)


def test_work_types_are_ordered_and_weighted() -> None:
    weights = {work.name: work.weight for work in WORK_TYPES}
    assert len(weights) == 16
    assert weights["ответ на уроке"] == 1
    assert weights["словарный диктант"] == Decimal("1.5")
    assert weights["контрольная работа"] == 4
    assert WORK_TYPES[0].name == "ответ на уроке"


def test_proposals_are_plain_values() -> None:
    assert PeriodDates("year", 1, date.min, date.max) == PeriodDates("year", 1, date.min, date.max)
    assert HolidayDates("", date.min, date.max).parallel is None
