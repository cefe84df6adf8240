"""What a teacher opens first: the day's lessons and the own courses with their gaps.

Gaps are computed from the lessons that are due, never stored.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.models import (
    AcademicYear,
    Attendance,
    Bell,
    Course,
    CoursePart,
    CourseTeacher,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
    SchoolClass,
    Subject,
    Tutorship,
)


class DayLesson(NamedTuple):
    """A lesson of the day with what is already recorded in it."""

    id: int
    number: int
    starts_at: time | None
    title: str
    room: str
    topic: str
    has_homework: bool
    has_entries: bool


class TaughtCourse(NamedTuple):
    """A course of the teacher; the gaps are past lessons of the year without topic or homework."""

    id: int
    title: str
    lessons: int
    without_topic: int
    without_homework: int


class ClassCourse(NamedTuple):
    """A course as a class sees it."""

    class_id: int
    parallel: int
    letter: str
    course_id: int
    subject: str


def list_day_lessons(session: Session, person_id: int, on: date) -> list[DayLesson]:
    """The lessons that a teacher gives on a day, in their order."""
    has_marks = exists().where(Mark.column_id == LessonColumn.id, LessonColumn.lesson_id == Lesson.id)
    has_codes = exists().where(Attendance.lesson_id == Lesson.id)
    rows = session.execute(
        select(
            Lesson.id,
            Lesson.number,
            Bell.starts_at,
            Course.title,
            Lesson.room,
            Lesson.topic,
            Homework.lesson_id.is_not(None),
            or_(has_marks, has_codes),
        )
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Bell, and_(Bell.year_id == Course.year_id, Bell.number == Lesson.number))
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(
            Lesson.held_on == on,
            Lesson.cancelled_at.is_(None),
            Course.id.in_(_select_taught(person_id, on)),
        )
        .order_by(Lesson.number, Lesson.id)
    )
    return [DayLesson._make(row) for row in rows]


def list_taught_courses(session: Session, person_id: int, on: date) -> list[TaughtCourse]:
    """The courses that a teacher has on a day, the youngest class first, with the gaps up to it."""
    is_due = and_(Lesson.held_on <= on, Lesson.cancelled_at.is_(None))
    rows = session.execute(
        select(
            Course.id,
            Course.title,
            func.count(Lesson.id),
            func.coalesce(func.sum(case((Lesson.topic == "", 1), else_=0)), 0),
            func.coalesce(
                func.sum(case((and_(Lesson.id.is_not(None), Homework.lesson_id.is_(None)), 1), else_=0)), 0
            ),
        )
        .outerjoin(Lesson, and_(Lesson.course_id == Course.id, is_due))
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(Course.id.in_(_select_taught(person_id, on)))
        .group_by(Course.id, Course.title)
        .order_by(_select_parallel(), Course.title, Course.id)
    )
    return [TaughtCourse._make(row) for row in rows]


def list_class_courses(
    session: Session, year: AcademicYear, class_ids: Sequence[int] | None
) -> list[ClassCourse]:
    """The courses of the year by class: of these classes, or of all of them."""
    query = (
        select(SchoolClass.id, SchoolClass.parallel, SchoolClass.letter, Course.id, Course.title)
        .join(CoursePart, CoursePart.class_id == SchoolClass.id)
        .join(Course, Course.id == CoursePart.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .where(SchoolClass.year_id == year.id)
        .group_by(
            SchoolClass.id,
            SchoolClass.parallel,
            SchoolClass.letter,
            Course.id,
            Course.title,
            Subject.position,
            Subject.name,
        )
        .order_by(
            SchoolClass.parallel, SchoolClass.letter, Subject.position, Subject.name, Course.title, Course.id
        )
    )
    if class_ids is not None:
        query = query.where(SchoolClass.id.in_(class_ids))
    return [ClassCourse._make(row) for row in session.execute(query)]


def list_tutored_classes(session: Session, person_id: int, on: date) -> list[int]:
    """The classes whose tutor a person is on a day."""
    return list(
        session.scalars(
            select(Tutorship.class_id).where(
                Tutorship.person_id == person_id, holds_on(Tutorship.starts_on, Tutorship.ends_on, on)
            )
        )
    )


def _select_parallel() -> ScalarSelect[int]:
    """The youngest parallel of a course: 5А comes before 10А."""
    return (
        select(func.min(SchoolClass.parallel))
        .join(CoursePart, CoursePart.class_id == SchoolClass.id)
        .where(CoursePart.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )


def _select_taught(person_id: int, on: date) -> Any:
    """The courses of a day's year that a person teaches on it: an assignment without an end ends with it."""
    year = (
        select(AcademicYear.id)
        .where(AcademicYear.starts_on <= on)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(CourseTeacher.course_id)
        .join(Course, Course.id == CourseTeacher.course_id)
        .where(
            Course.year_id == year,
            CourseTeacher.person_id == person_id,
            holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on),
        )
    )
