"""The norm of marks asks how many lessons a week a course has (R-MINMARKS)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries.summaries import compute_lessons_a_week

QUARTERS = [
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 30)),
    (date(2027, 1, 11), date(2027, 3, 26)),
    (date(2027, 4, 5), date(2027, 5, 26)),
]


def count_lessons(starts_on: date, ends_on: date, weekdays: set[int]) -> int:
    days = (starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    return sum(day.weekday() in weekdays for day in days)


@pytest.mark.parametrize(("starts_on", "ends_on"), QUARTERS)
@given(weekdays=st.sets(st.integers(0, 4), min_size=1))
def test_a_timetable_without_gaps_is_read_back(starts_on: date, ends_on: date, weekdays: set[int]) -> None:
    lessons = count_lessons(starts_on, ends_on, weekdays)
    assert abs(compute_lessons_a_week(lessons, starts_on, ends_on) - len(weekdays)) <= 0.5


@pytest.mark.parametrize(("starts_on", "ends_on"), QUARTERS)
@pytest.mark.parametrize("weekday", range(5))
def test_one_lesson_a_week_is_never_taken_for_two(starts_on: date, ends_on: date, weekday: int) -> None:
    lessons = count_lessons(starts_on, ends_on, {weekday})
    assert compute_lessons_a_week(lessons, starts_on, ends_on) <= 1
    assert compute_lessons_a_week(lessons + 1, starts_on, ends_on) <= 1  # one was moved


@pytest.mark.parametrize(("lessons", "expected"), [(4, 0.5), (8, 1), (12, 1.5), (16, 2), (13, 1.5), (0, 0)])
def test_halves(lessons: int, expected: float) -> None:
    assert compute_lessons_a_week(lessons, *QUARTERS[0]) == expected
