"""The week of a diary from plain rows (R-DIARY)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.diary.week import (
    GivenMark,
    LessonRow,
    build_week,
    collect_homework,
    find_monday,
    name_week,
    parse_week,
)

MONDAY = date(2026, 11, 16)
ids: Iterator[int] = iter(range(1, 1_000_000))


def lesson(
    day: int, course: int = 1, number: int = 1, homework: str = "", due: int | None = None
) -> LessonRow:
    """A lesson so many days after the Monday."""
    return LessonRow(
        lesson_id=next(ids),
        course_id=course,
        subject=f"Предмет {course}",
        held_on=MONDAY + timedelta(days=day),
        number=number,
        starts_at=None,
        room="",
        topic="",
        homework=homework,
        due_on=None if due is None else MONDAY + timedelta(days=due),
    )


def test_homework_stands_at_the_next_lesson_of_its_course() -> None:
    rows = [lesson(-3, homework="§ 1"), lesson(0), lesson(0, course=2), lesson(2)]
    days = build_week(MONDAY, rows, {}, {})
    assert [[h.text for h in one.homework] for one in days[0].lessons] == [["§ 1"], []]
    assert days[2].lessons[0].homework == ()


def test_a_double_lesson_sets_homework_for_another_day_and_shows_it_once() -> None:
    rows = [lesson(0, homework="§ 2"), lesson(0, number=2), lesson(2), lesson(2, number=2)]
    days = build_week(MONDAY, rows, {}, {})
    assert [len(one.homework) for one in days[0].lessons] == [0, 0]
    assert [[h.text for h in one.homework] for one in days[2].lessons] == [["§ 2"], []]


def test_a_chosen_day_without_a_lesson_has_a_place_of_its_own() -> None:
    days = build_week(MONDAY, [lesson(0, homework="Проект", due=3), lesson(1)], {}, {})
    assert [h.text for h in days[3].other_homework] == ["Проект"]
    assert days[1].lessons[0].homework == ()


def test_saturday_appears_only_with_lessons_and_sunday_never_without() -> None:
    assert len(build_week(MONDAY, [], {}, {})) == 5
    assert [one.day.weekday() for one in build_week(MONDAY, [lesson(5)], {}, {})][-1] == 5


def test_marks_and_holidays_reach_their_places() -> None:
    row = lesson(1)
    mark = GivenMark(5, "контрольная работа")
    days = build_week(MONDAY, [row], {row.lesson_id: [mark]}, {MONDAY: "День народного единства"})
    assert days[0].holiday == "День народного единства"
    assert days[1].lessons[0].marks == (mark,)


@given(
    st.lists(st.tuples(st.integers(-40, 6), st.integers(1, 3), st.integers(1, 6)), unique=True, max_size=40)
)
def test_every_homework_is_due_once_and_after_its_lesson(places: list[tuple[int, int, int]]) -> None:
    rows = [lesson(day, course, number, homework="задание") for day, course, number in places]
    due = collect_homework(rows)
    by_id = {row.lesson_id: row for row in rows}
    shown = [task.lesson_id for tasks in due.values() for task in tasks]
    assert len(shown) == len(set(shown))
    for (course_id, day), tasks in due.items():
        for task in tasks:
            row = by_id[task.lesson_id]
            later = [r.held_on for r in rows if r.course_id == course_id and r.held_on > row.held_on]
            assert day == min(later)
    never = set(by_id) - set(shown)
    assert all(
        not any(r.course_id == by_id[i].course_id and r.held_on > by_id[i].held_on for r in rows)
        for i in never
    )


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_is_named_and_found_again(day: date) -> None:
    monday = find_monday(day)
    assert parse_week(name_week(monday), date(2026, 1, 1)) == monday


@pytest.mark.parametrize("text", [None, "", "2026-W99", "вчера", "2026-11-16", "9999-W60"])
def test_a_week_that_is_none_is_this_one(text: str | None) -> None:
    assert parse_week(text, date(2026, 11, 20)) == MONDAY
