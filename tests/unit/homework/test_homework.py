"""R-TOPIC: homework is due at the course's next lesson unless a date is chosen; «нет» counts (R-SAMEDAY)."""

from datetime import date

import pytest

from journal.errors import DueTooEarly, OutsideYear
from journal.homework.rules import NO_HOMEWORK, check_due, compute_due, is_no_homework

MONDAY, WEDNESDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 18)
YEAR = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 5, 26)}


@pytest.mark.parametrize(
    ("lesson_on", "lessons", "due"),
    [
        (MONDAY, [MONDAY, WEDNESDAY, FRIDAY], WEDNESDAY),
        (MONDAY, [MONDAY, MONDAY, FRIDAY], FRIDAY),  # a double lesson
        (FRIDAY, [MONDAY, WEDNESDAY, FRIDAY], None),
        (WEDNESDAY, [MONDAY, FRIDAY], FRIDAY),  # its own lesson was cancelled
        (MONDAY, [], None),
    ],
)
def test_due_at_the_next_lesson(lesson_on, lessons, due) -> None:
    assert compute_due(lesson_on, lessons) == due


def test_a_chosen_date_wins() -> None:
    assert compute_due(MONDAY, [MONDAY, WEDNESDAY], FRIDAY) == FRIDAY


@pytest.mark.parametrize("chosen", [None, date(2026, 9, 15), date(2027, 5, 26)])
def test_dates_that_do(chosen) -> None:
    check_due(chosen, lesson_on=MONDAY, **YEAR)


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        (MONDAY, DueTooEarly),
        (date(2026, 9, 13), DueTooEarly),
        (date(2027, 5, 27), OutsideYear),
        (date(2026, 8, 31), OutsideYear),
    ],
)
def test_dates_that_do_not(chosen, error) -> None:
    with pytest.raises(error):
        check_due(chosen, lesson_on=MONDAY, **YEAR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(NO_HOMEWORK, True), (" нет домашнего  задания. ", True), ("", False), ("Нет", False), ("§ 5", False)],
)
def test_no_homework_is_an_entry(text: str, expected: bool) -> None:
    assert is_no_homework(text) is expected
