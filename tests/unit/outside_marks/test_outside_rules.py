"""How marks of another organisation are typed, and how late they come (R-NEWCOMER)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.outside_marks.errors import BadReport
from journal.outside_marks.rules import MOST_MARKS, check_count, check_document, count_days_late, parse_marks

ENROLLED = date(2026, 11, 2)


@pytest.mark.parametrize(("days", "late"), [(0, 0), (3, 0), (4, 1), (30, 27), (-5, 0)])
def test_three_days_are_in_time(days: int, late: int) -> None:
    assert count_days_late(ENROLLED, ENROLLED + timedelta(days=days)) == late


@given(st.lists(st.integers(1, 5)), st.sampled_from([" ", ", ", ";", "  "]))
def test_marks_are_read_as_they_were_typed(marks: list[int], between: str) -> None:
    assert parse_marks(between.join(map(str, marks))) == marks


@given(st.text(min_size=1, max_size=6))
def test_nothing_else_is_a_mark(text: str) -> None:
    typed = text.replace(",", " ").replace(";", " ").split()
    if all(one in {"1", "2", "3", "4", "5"} for one in typed):
        assert parse_marks(text) == [int(one) for one in typed]
        return
    with pytest.raises(BadReport) as refused:
        parse_marks(text)
    assert refused.value.trouble == "mark"


@pytest.mark.parametrize(("days", "trouble"), [(1, "future"), (-731, "old")])
def test_a_document_is_of_today_or_not_long_ago(days: int, trouble: str) -> None:
    for fine in (0, -730):
        check_document(ENROLLED + timedelta(days=fine), ENROLLED)
    with pytest.raises(BadReport) as refused:
        check_document(ENROLLED + timedelta(days=days), ENROLLED)
    assert refused.value.trouble == trouble


@pytest.mark.parametrize(("count", "trouble"), [(0, "empty"), (MOST_MARKS + 1, "long")])
def test_a_document_has_some_marks(count: int, trouble: str) -> None:
    check_count(1)
    check_count(MOST_MARKS)
    with pytest.raises(BadReport) as refused:
        check_count(count)
    assert refused.value.trouble == trouble
