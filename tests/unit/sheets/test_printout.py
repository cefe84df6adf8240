"""«Распечатка классного журнала»: twenty lessons a page, period marks, subgroups (R-ARCHIVE)."""

from dataclasses import replace
from datetime import date

import pytest

from journal.sheets.printout import build_pages, build_printout, list_replacing
from journal.sheets.records import CourseRecord, LessonRecord, Stay, Teaching
from journal.sheets.sheet import Sheet, place_headings
from tests.factories.class_record import QUARTERS, make_course, make_pupils, make_record


def list_days(page: Sheet) -> list[str]:
    """The headings of the day row."""
    return [one.text for level, _at, one in place_headings(page.headings) if level == 1]


@pytest.mark.parametrize("columns", [1, 3])
@pytest.mark.parametrize(
    ("lessons", "pages"), [(0, [0]), (1, [1]), (20, [20]), (21, [20, 1]), (61, [20, 20, 20, 1])]
)
def test_a_page_has_twenty_lessons_however_many_columns_they_have(
    lessons: int, columns: int, pages: list[int]
) -> None:
    pupils = make_pupils()
    course = make_course(pupils=pupils, lessons=lessons, columns=columns)
    built = build_pages(make_record(pupils=pupils, courses=[course]), course)
    left, right = built.marks.list_pages(), built.topics.list_pages()
    assert [len(page.rows) for page in right] == pages
    assert [len(list_days(page)) for page in left] == pages
    assert [row[1] for page in right for row in page.rows] == [str(n + 1) for n in range(lessons)]


def test_period_marks_stand_after_the_periods_last_lesson() -> None:
    record = make_record(lessons=45)
    course = record.courses[0]
    sheet = build_pages(record, course).marks
    upright = [
        (at, one.text)
        for level, at, one in place_headings(sheet.headings)
        if one.is_upright and sheet.columns[at].kind == "final"
    ]
    titles = [text for _at, text in upright]
    assert titles == ["I четв.", "II четв.", "III четв.", "IV четв.", "год", "экз.", "итог."]
    columns = sum(len(lesson.columns) for lesson in course.lessons if lesson.held_on <= QUARTERS[0].ends_on)
    assert upright[0][0] == 2 + columns
    for number, pupil in enumerate(record.pupils):
        row = sheet.rows[number]
        found = [row[at] for at, title in upright if title not in ("экз.", "итог.")]
        assert found == [record.finals[pupil.id, 1, period.id] for period in record.periods]


def test_only_periods_that_end_in_the_interval_have_a_column() -> None:
    record = make_record(lessons=10, interval=Stay(date(2026, 9, 1), date(2026, 11, 30)))
    headings = [one.text for row in build_printout(record)[0].marks.headings for one in row]
    assert "I четв." in headings
    assert not {"II четв.", "год", "экз."} & set(headings)


def test_subgroups_stand_apart_with_their_own_pupils() -> None:
    pupils = make_pupils()
    first = make_course(
        pupils=pupils[:3], course_id=1, subject="Английский язык", subgroup="1 подгруппа", lessons=3
    )
    second = make_course(
        pupils=pupils[3:], course_id=2, subject="Английский язык", subgroup="2 подгруппа", lessons=2
    )
    one, two = build_printout(make_record(pupils=pupils, courses=[first, second]))
    assert (one.subject, two.subject) == ("Английский язык, 1 подгруппа", "Английский язык, 2 подгруппа")
    assert [row[1] for row in one.marks.rows] == [pupil.name for pupil in pupils[:3]]
    assert [row[:2] for row in two.marks.rows] == [
        (str(n), p.name) for n, p in enumerate(pupils[3:], start=1)
    ]


def test_a_cell_before_the_pupil_came_is_none() -> None:
    record = make_record(lessons=45)
    late = replace(record, codes={}, marks={})
    sheet = build_pages(late, late.courses[0]).marks
    assert sheet.rows[1][2] is None
    assert sheet.rows[1][-8] == ""
    assert None not in sheet.rows[0]


def test_attendance_stands_in_the_first_column_only() -> None:
    pupils = make_pupils()
    course = make_course(pupils=pupils, lessons=1, columns=2)
    record = replace(
        make_record(pupils=pupils, courses=[course]),
        marks={(course.lessons[0].columns[1].id, 1): "3"},
        codes={(course.lessons[0].id, 1): "ОП"},
    )
    assert build_pages(record, course).marks.rows[0][2:4] == ("ОП", "3")


def test_who_stands_in_for_a_teacher_is_named_on_the_lessons_day() -> None:
    course = make_course(pupils=make_pupils(), lessons=180)
    built = build_pages(make_record(courses=[course], pupils=make_pupils()), course)
    assert built.teachers == "Иванова М. П."
    named = {row[0] for row in built.topics.rows if row[4] and "замена: Петров О. И." in row[4]}
    assert named == {"05.10.2026", "06.10.2026", "07.10.2026", "08.10.2026", "09.10.2026"}


def test_a_teacher_who_followed_another_replaces_nobody() -> None:
    first = Teaching("Иванова М. П.", Stay(date(2026, 9, 1), date(2027, 1, 10)))
    second = Teaching("Петров О. И.", Stay(date(2027, 1, 11)))
    assert list_replacing([first, second]) == []
    back = Teaching("Иванова М. П.", Stay(date(2027, 2, 1)))
    short = Teaching("Петров О. И.", Stay(date(2027, 1, 11), date(2027, 1, 31)))
    assert list_replacing([first, short, back]) == [short]


def test_a_course_that_is_not_marked_has_no_period_marks() -> None:
    pupils = make_pupils()
    course = replace(make_course(pupils=pupils, lessons=4), marking="none")
    sheet = build_pages(make_record(pupils=pupils, courses=[course]), course).marks
    assert {column.kind for column in sheet.columns} == {"number", "name", "cell"}


def test_half_hours_are_written_as_schools_write_them() -> None:
    lesson = LessonRecord(1, 1, date(2026, 9, 1), 1, "0,5", "Тема", "", [])
    course = CourseRecord(1, 1, "Музыка", "", "fives", [], [lesson], {})
    assert build_pages(make_record(pupils=[], courses=[course]), course).topics.rows[0][4] == "0,5"
