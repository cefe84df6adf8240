"""Lessons with what they lack, and whose they are: of a teacher, of a class, of the school."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.day.rules import Holder, LessonRecord, Span
from journal.errors import NotFound
from journal.models import (
    AcademicYear,
    Attendance,
    Course,
    CoursePart,
    CourseTeacher,
    Homework,
    Lesson,
    LessonClosing,
    LessonColumn,
    Mark,
    Person,
    SchoolClass,
    StaffMember,
    Tutorship,
)
from journal.names import short_name

HAS_ENTRIES = or_(
    Course.marking == "none",
    exists().where(Mark.column_id == LessonColumn.id, LessonColumn.lesson_id == Lesson.id),
    exists().where(Attendance.lesson_id == Lesson.id),
)
LACKS_SOMETHING = or_(Lesson.topic == "", Homework.lesson_id.is_(None), ~HAS_ENTRIES)


def _select_records(year: AcademicYear, span: Span) -> Any:
    return (
        select(
            Lesson.id,
            Lesson.course_id,
            Course.title,
            Lesson.held_on,
            Lesson.number,
            Lesson.topic != "",
            Homework.lesson_id.is_not(None),
            HAS_ENTRIES,
            Lesson.topic_saved_at,
            Homework.saved_at,
            LessonClosing.closed_at,
        )
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
        .where(
            Course.year_id == year.id,
            Lesson.held_on.between(span.first, span.last),
            Lesson.cancelled_at.is_(None),
        )
        .order_by(Lesson.held_on, Lesson.number, Lesson.id)
    )


def list_records(session: Session, year: AcademicYear, span: Span) -> list[LessonRecord]:
    """Every lesson that the school held between two days."""
    return [LessonRecord(*row) for row in session.execute(_select_records(year, span))]


def list_class_records(
    session: Session, year: AcademicYear, class_id: int, span: Span, *, only_gaps: bool = False
) -> list[LessonRecord]:
    """The lessons of a class between two days."""
    part = _is_held_by_class(class_id)
    query = _select_records(year, span).where(part)
    query = query.where(LACKS_SOMETHING) if only_gaps else query
    return [LessonRecord(*row) for row in session.execute(query)]


def list_teacher_gaps(session: Session, year: AcademicYear, person_id: int, span: Span) -> list[LessonRecord]:
    """The lessons of a teacher, as the teaching was on their days, that lack something."""
    taught = exists().where(
        CourseTeacher.course_id == Lesson.course_id,
        CourseTeacher.person_id == person_id,
        holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, Lesson.held_on),
    )
    query = _select_records(year, span).where(taught, LACKS_SOMETHING)
    return [LessonRecord(*row) for row in session.execute(query)]


def _is_held_by_class(class_id: int) -> ColumnElement[bool]:
    return exists().where(
        CoursePart.course_id == Lesson.course_id,
        CoursePart.class_id == class_id,
        holds_on(CoursePart.starts_on, CoursePart.ends_on, Lesson.held_on),
    )


def list_teachers(session: Session, year: AcademicYear) -> dict[int, list[Holder]]:
    """The teachers of every course of the year, each with the days of the teaching."""
    rows = session.execute(
        select(
            CourseTeacher.course_id,
            Person.id,
            Person.last_name,
            Person.first_name,
            Person.middle_name,
            CourseTeacher.starts_on,
            CourseTeacher.ends_on,
        )
        .join(Course, Course.id == CourseTeacher.course_id)
        .join(Person, Person.id == CourseTeacher.person_id)
        .where(Course.year_id == year.id)
        .order_by(Person.sort_key)
    )
    holders: dict[int, list[Holder]] = defaultdict(list)
    for course_id, person_id, last, first, middle, starts_on, ends_on in rows:
        holders[course_id].append(Holder(person_id, short_name(last, first, middle), starts_on, ends_on))
    return holders


def list_classes(session: Session, year: AcademicYear) -> dict[int, list[Holder]]:
    """The classes of every course of the year, each with the days of its part."""
    rows = session.execute(
        select(
            CoursePart.course_id,
            SchoolClass.id,
            SchoolClass.parallel,
            SchoolClass.letter,
            CoursePart.starts_on,
            CoursePart.ends_on,
        )
        .join(SchoolClass, SchoolClass.id == CoursePart.class_id)
        .where(SchoolClass.year_id == year.id)
    )
    holders: dict[int, list[Holder]] = defaultdict(list)
    for course_id, class_id, parallel, letter, starts_on, ends_on in rows:
        holders[course_id].append(Holder(class_id, f"{parallel}{letter}", starts_on, ends_on))
    return holders


def find_next_day(session: Session, person_id: int, after: date) -> date | None:
    """The next day on which a teacher has a lesson, or None."""
    return session.scalar(
        select(func.min(Lesson.held_on))
        .join(
            CourseTeacher,
            and_(
                CourseTeacher.course_id == Lesson.course_id,
                CourseTeacher.person_id == person_id,
                holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, Lesson.held_on),
            ),
        )
        .where(Lesson.held_on > after, Lesson.cancelled_at.is_(None))
    )


def list_tutored(session: Session, person_id: int, on: date) -> list[SchoolClass]:
    """The classes whose tutor a person is on a day."""
    query = (
        select(SchoolClass)
        .join(Tutorship, Tutorship.class_id == SchoolClass.id)
        .where(Tutorship.person_id == person_id, holds_on(Tutorship.starts_on, Tutorship.ends_on, on))
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    return list(session.scalars(query))


def get_teacher_name(session: Session, person_id: int) -> str:
    """An employee's full name; raises `NotFound`."""
    member = session.get(StaffMember, person_id)
    if member is None:
        raise NotFound()
    return member.person.full_name
