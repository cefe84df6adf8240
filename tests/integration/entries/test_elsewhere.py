"""Who changes class or subgroup in mid-period takes the marks along: sums are the subject's."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.entries.queries import get_column_place
from journal.entries.sheet import SheetRow, get_sheet
from journal.entries.sheet_rows import get_course_rows
from journal.entries.summaries import summarise_pupils
from journal.locks.services import make_attempt
from journal.models import Attendance, Course, Enrolment, Lesson, LessonColumn, Mark
from tests.factories import FRIDAY, SmallSchool, actor_of, enrol, make_lesson, make_school

MOVED_ON = date(2026, 11, 16)


@pytest.fixture
def school(session: Session) -> Iterator[SmallSchool]:
    """The first pupil of 5А moves to 5Б on a Monday."""
    with time_machine.travel(FRIDAY, tick=False):
        school = make_school(session)
        pupil = school.pupils_a[0]
        stay = session.scalars(select(Enrolment).where(Enrolment.pupil_id == pupil.id)).one()
        stay.ends_on = MOVED_ON - timedelta(days=1)
        enrol(session, pupil, school.class_b, MOVED_ON)
        yield school


def put(session: Session, lesson: Lesson, pupil_id: int, symbol: int | str) -> int:
    """Put a mark or an attendance code; return the column."""
    column_id = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    if isinstance(symbol, int):
        session.add(Mark(column_id=column_id, pupil_id=pupil_id, value=symbol))
    else:
        session.add(Attendance(lesson_id=lesson.id, pupil_id=pupil_id, code=symbol))
    session.flush()
    return column_id


def row_of(session: Session, school: SmallSchool, course: Course) -> SheetRow:
    """The moved pupil's line on a course's page."""
    sheet = get_sheet(
        session,
        about=get_course_rows(session, course.id),
        starts_on=school.quarter.starts_on,
        ends_on=school.quarter.ends_on,
        attempt=make_attempt(session, actor_of(session, school.teacher_b)),
    )
    return next(row for row in sheet.rows if row.pupil_id == school.pupils_a[0].id)


def test_mean_and_missed_lessons_go_along(session: Session, school: SmallSchool) -> None:
    pupil_id = school.pupils_a[0].id
    put(session, school.lesson_on(date(2026, 11, 10)), pupil_id, 5)
    put(session, school.lesson_on(date(2026, 11, 11)), pupil_id, "Б")
    lesson = next(each for each in school.lessons_b if each.held_on == MOVED_ON)
    column_id = put(session, lesson, pupil_id, 4)
    for course in (school.course_a, school.course_b):
        summary = row_of(session, school, course).summary
        assert (summary.mean, summary.missed) == (Decimal("4.50"), 1)
    place = get_column_place(session, lesson_id=lesson.id, column_id=column_id)
    summary = summarise_pupils(session, place=place, pupil_ids=[pupil_id])[pupil_id]
    assert (summary.mean, summary.missed) == (Decimal("4.50"), 1)


def test_another_subject_and_another_period_stay_out(session: Session, school: SmallSchool) -> None:
    pupil_id = school.pupils_a[0].id
    for course, held_on in ((school.course_c, date(2026, 11, 10)), (school.course_a, date(2026, 10, 20))):
        put(session, make_lesson(session, course, held_on), pupil_id, 2)
    put(session, next(each for each in school.lessons_b if each.held_on == MOVED_ON), pupil_id, 4)
    assert row_of(session, school, school.course_b).summary.mean == Decimal("4.00")


def test_classmates_of_the_other_class_stay_out(session: Session, school: SmallSchool) -> None:
    put(session, school.lesson_on(date(2026, 11, 10)), school.pupils_a[1].id, 2)
    put(
        session, next(each for each in school.lessons_b if each.held_on == MOVED_ON), school.pupils_a[0].id, 4
    )
    assert row_of(session, school, school.course_b).summary.mean == Decimal("4.00")
