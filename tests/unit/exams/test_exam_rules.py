"""What a score may be, the days of an examination, and what a spreadsheet changes (R-GIA)."""

import pytest

from journal.errors import BadExam, BadScore
from journal.exams.results import ResultRow, Standing, compare_rows
from journal.exams.rules import DebtMark, check_parallel, owes_resit, parse_score


def test_a_score_is_a_whole_number_up_to_a_hundred() -> None:
    assert [parse_score(text) for text in ("", " 0 ", "100")] == [None, 0, 100]


@pytest.mark.parametrize("wrong", ["101", "-1", "1.5", "٣", "много", "1" * 5000])
def test_nothing_else_is_a_score(wrong: str) -> None:
    with pytest.raises(BadScore):
        parse_score(wrong)


def test_who_owes_a_resit() -> None:
    """The year's mark decides over its periods; another year is another matter."""
    failed, mended = DebtMark(1, False, "2"), DebtMark(1, True, "3")
    assert owes_resit([failed])
    assert not owes_resit([failed, mended])
    assert owes_resit([failed, mended, DebtMark(2, False, "н/а")])
    assert owes_resit([DebtMark(1, False, "5"), DebtMark(1, True, "2")])
    assert not owes_resit([DebtMark(1, True, "зач."), DebtMark(2, True, "осв.")])
    assert not owes_resit([])


@pytest.mark.parametrize(("kind", "years"), [("oge", {9}), ("ege", {11}), ("certificate", {9, 11})])
def test_state_examinations_belong_to_their_years(kind: str, years: set[int]) -> None:
    for parallel in range(2, 12):
        check_parallel("interim", parallel)
        if parallel in years:
            check_parallel(kind, parallel)
        else:
            with pytest.raises(BadExam):
                check_parallel(kind, parallel)


def test_what_a_spreadsheet_does_not_say_stays_as_it_is() -> None:
    rows = [
        ResultRow(number, "Имя", "9А", score, mark)
        for number, score, mark in (
            (1, None, "4"),
            (2, 30, ""),
            (3, 20, "3"),
            (4, 25, "4"),
            (5, 25, "4"),
        )
    ]
    standing = {1: Standing(28, "5"), 2: Standing(None, "4"), 3: Standing(20, "3"), 5: Standing(24, "4")}
    found = compare_rows(rows, standing)
    assert [(one.score, one.symbol) for one in found] == [
        (28, "4"),
        (30, "4"),
        (20, "3"),
        (25, "4"),
        (25, "4"),
    ]
    assert [one.is_new for one in found] == [True, True, False, True, True]
    assert [one.replaces for one in found] == [True, True, False, False, True]
