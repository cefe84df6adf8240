"""Working days across New Year, May and moved days, in weeks of five and six days (R-ONEDAY)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.school_calendar.working_days import is_working_day, next_working_day

# Working days of each month of 2026 in a week of five days, as the country's production calendar has them.
MONTHS_OF_2026 = [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))


def test_the_months_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    counted = [
        sum(is_working_day(day, week_days=5) for day in days if day.month == month) for month in range(1, 13)
    ]
    assert counted == MONTHS_OF_2026


@pytest.mark.parametrize(
    ("signed_on", "five_days", "six_days"),
    [
        (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 2)),
        (date(2026, 9, 4), date(2026, 9, 7), date(2026, 9, 5)),  # Friday
        (date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 5)),  # before a holiday
        (date(2026, 12, 30), date(2027, 1, 11), date(2027, 1, 9)),  # New Year; 31.12 is moved from a Sunday
        (date(2027, 2, 19), date(2027, 2, 20), date(2027, 2, 20)),  # a Saturday worked for a Monday
        (date(2027, 2, 20), date(2027, 2, 24), date(2027, 2, 22)),
        (date(2027, 4, 30), date(2027, 5, 4), date(2027, 5, 3)),  # 1 May is a Saturday
        (date(2027, 5, 7), date(2027, 5, 11), date(2027, 5, 8)),  # 9 May is a Sunday, for both weeks
        (date(2027, 5, 8), date(2027, 5, 11), date(2027, 5, 11)),
        (date(2026, 5, 8), date(2026, 5, 12), date(2026, 5, 11)),  # 9 May is a Saturday
    ],
)
def test_the_next_working_day(signed_on: date, five_days: date, six_days: date) -> None:
    assert next_working_day(signed_on, week_days=5) == five_days
    assert next_working_day(signed_on, week_days=6) == six_days


@given(DAYS, st.sampled_from((5, 6)))
def test_nothing_between_is_worked(after: date, week_days: int) -> None:
    found = next_working_day(after, week_days=week_days)
    assert found > after
    assert is_working_day(found, week_days=week_days)
    between = [after + timedelta(days=n) for n in range(1, (found - after).days)]
    assert not any(is_working_day(day, week_days=week_days) for day in between)
