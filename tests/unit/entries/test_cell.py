"""R-CELL: attendance and the first column's mark replace each other, others stand side by side.

Also the hints R-SURVEY and R-MINMARKS.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries.rules import (
    AttendedLesson,
    CellValue,
    Step,
    check_beside_absence,
    compute_wanted,
    count_missing_marks,
    count_since_mark,
    is_conflict,
    is_survey_due,
    list_steps,
)
from journal.entries.symbols import ATTENDANCE, MARKS, Code
from journal.errors import BadSymbol, NeedsConfirmation

CODES = st.none() | st.sampled_from(ATTENDANCE)
VALUES = st.builds(CellValue, CODES, st.none() | st.sampled_from(MARKS))
FIRST_VALUES = VALUES.filter(lambda value: value.attendance is None or value.mark is None)
TYPED = st.sampled_from(["", *map(str, MARKS), *ATTENDANCE])
NOTHING = CellValue()
ABSENT = CellValue(Code.ABSENT, None)


def test_a_mark_over_an_absence_takes_it_away_in_two_steps() -> None:
    wanted = compute_wanted(ABSENT, "5", is_first=True)
    assert wanted == CellValue(None, 5)
    assert list_steps(ABSENT, wanted) == [Step("attendance", "ОТ", ""), Step("mark", "", "5")]


def test_an_absence_over_a_mark_takes_it_away_in_two_steps() -> None:
    now = CellValue(None, 4)
    assert list_steps(now, compute_wanted(now, "б", is_first=True)) == [
        Step("mark", "4", ""),
        Step("attendance", "", "Б"),
    ]


def test_a_mark_in_a_further_column_leaves_attendance_alone() -> None:
    late = CellValue(Code.LATE, None)
    assert compute_wanted(late, "5", is_first=False) == CellValue(Code.LATE, 5)
    assert compute_wanted(CellValue(Code.LATE, 5), "", is_first=False) == late


def test_attendance_is_typed_in_the_first_column_only() -> None:
    with pytest.raises(BadSymbol):
        compute_wanted(NOTHING, "ОТ", is_first=False)


@given(FIRST_VALUES, TYPED)
def test_the_first_column_shows_exactly_what_was_typed(now: CellValue, typed: str) -> None:
    wanted = compute_wanted(now, typed, is_first=True)
    assert wanted.show(is_first=True) == typed
    assert wanted.attendance is None or wanted.mark is None


@given(VALUES, VALUES)
def test_the_steps_lead_from_one_pair_to_the_other(now: CellValue, wanted: CellValue) -> None:
    state = {"attendance": now.attendance or "", "mark": str(now.mark or "")}
    for step in list_steps(now, wanted):
        assert step.before != step.after
        assert state[step.kind] == step.before
        state[step.kind] = step.after
    assert state == {"attendance": wanted.attendance or "", "mark": str(wanted.mark or "")}


@given(VALUES, VALUES, VALUES)
def test_a_conflict_is_neither_what_was_seen_nor_what_is_wanted(now, saw, wanted) -> None:
    assert is_conflict(now, saw, wanted) == (now != saw and now != wanted)


def test_what_stands_already_is_no_conflict() -> None:
    assert not is_conflict(CellValue(None, 5), NOTHING, CellValue(None, 5))


@pytest.mark.parametrize("code", ATTENDANCE)
def test_only_an_absence_asks_about_a_mark_beside_it(code: Code) -> None:
    now, wanted = CellValue(code, None), CellValue(code, 5)
    if code in ("ОТ", "УП", "Б", "НП"):
        with pytest.raises(NeedsConfirmation) as question:
            check_beside_absence(now, wanted)
        assert question.value.payload() == {"attendance": str(code), "mark": 5}
        check_beside_absence(now, wanted, is_confirmed=True)
    else:
        check_beside_absence(now, wanted)


def test_an_absence_that_comes_second_asks_too() -> None:
    with pytest.raises(NeedsConfirmation):
        check_beside_absence(NOTHING, ABSENT, other_marks=[3])
    check_beside_absence(NOTHING, ABSENT, other_marks=[])


def test_what_stood_side_by_side_before_is_not_asked_again() -> None:
    check_beside_absence(CellValue(Code.ILL, 4), CellValue(Code.ILL, None), other_marks=[5])


def lesson(code: str = "", mark: bool = False) -> AttendedLesson:
    return AttendedLesson(Code(code) if code else None, mark)


@pytest.mark.parametrize(
    ("lessons", "count"),
    [
        ([], 0),
        ([lesson(mark=True)], 0),
        ([lesson()] * 3, 3),
        ([lesson(), lesson(mark=True), lesson(), lesson()], 2),
        ([lesson(mark=True), lesson("Б"), lesson("ОТ"), lesson("осв."), lesson("ОП"), lesson()], 2),
    ],
)
def test_the_survey_counts_attended_lessons_since_the_last_mark(lessons, count: int) -> None:
    assert count_since_mark(lessons) == count


def test_a_survey_is_due_after_more_than_four_attended_lessons() -> None:
    assert not is_survey_due([lesson()] * 4, 4)
    assert is_survey_due([lesson()] * 5, 4)


@pytest.mark.parametrize(
    ("marks", "lessons_a_week", "missing"),
    [(3, 1, 0), (2, 1, 1), (3, 2, 2), (5, 2, 0), (0, 0.5, 3), (4, 1.5, 1)],
)
def test_the_norm_of_marks_follows_the_hours_a_week(marks: int, lessons_a_week: float, missing: int) -> None:
    assert (
        count_missing_marks(marks, lessons_a_week=lessons_a_week, min_marks=5, min_marks_weekly=3) == missing
    )
