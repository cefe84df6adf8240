"""What a score may be, and the days of an examination."""

from datetime import date

import pytest

from journal.errors import BadScore, ExamClosed
from journal.exams.rules import check_open, parse_score


def test_a_score_is_a_whole_number_up_to_a_hundred() -> None:
    assert [parse_score(text) for text in ("", " 0 ", "100")] == [None, 0, 100]


@pytest.mark.parametrize("wrong", ["101", "-1", "1.5", "٣", "много", "1" * 5000])
def test_nothing_else_is_a_score(wrong: str) -> None:
    with pytest.raises(BadScore):
        parse_score(wrong)


def test_both_days_of_the_window_count() -> None:
    first, last = date(2027, 6, 1), date(2027, 6, 8)
    check_open(first, last, first)
    check_open(first, last, last)
    for day in (date(2027, 5, 31), date(2027, 6, 9)):
        with pytest.raises(ExamClosed):
            check_open(first, last, day)
