"""Reading a sheet of the journal as plain rows: a big grid builds no entities."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, String, bindparam, cast, literal, select, union_all
from sqlalchemy.orm import Session

from journal.courses.roster import STAYS, Stay, view_stay
from journal.errors import NotFound
from journal.locks.archives import select_course_archive
from journal.models import (
    AcademicYear,
    Attendance,
    Course,
    CourseTeacher,
    Homework,
    Lesson,
    LessonClosing,
    LessonColumn,
    Mark,
    Person,
    WorkType,
)


class CourseRows(NamedTuple):
    """A course with its year and everyone who ever taught it: (person, name parts, first and last day).

    *archived_at*: since when its journal is certified for the archive (R-CLOSED).
    """

    course: Course
    year: AcademicYear
    teachers: Sequence[Any]
    archived_at: datetime | None = None


class ColumnRow(NamedTuple):
    """A column with what the sheet shows of its lesson."""

    lesson_id: int
    held_on: date
    number: int
    topic: str
    closed_at: datetime | None
    homework: str | None
    column_id: int
    position: int
    weight: Decimal
    title: str
    work_type: str
    work_type_short: str
    work_type_position: int


class PupilRow(NamedTuple):
    """A pupil of the sheet with the stays on the course that touch its days."""

    pupil_id: int
    name: str
    stays: list[Stay]


class Entries(NamedTuple):
    """What stands in the cells, by pupil: marks by column, attendance by lesson."""

    marks: dict[int, dict[int, str]]
    codes: dict[int, dict[int, str]]


# The statements are built once: building one costs as much as running it.
OF_DAYS = (
    Lesson.course_id == bindparam("course_id"),
    Lesson.held_on.between(bindparam("starts_on"), bindparam("ends_on")),
)
COURSE = (
    select(
        Course,
        AcademicYear,
        CourseTeacher.person_id,
        Person.last_name,
        Person.first_name,
        Person.middle_name,
        CourseTeacher.starts_on,
        CourseTeacher.ends_on,
        select_course_archive(bindparam("course_id", type_=BigInteger)).label("archived_at"),
    )
    .join(AcademicYear, AcademicYear.id == Course.year_id)
    .outerjoin(CourseTeacher, CourseTeacher.course_id == Course.id)
    .outerjoin(Person, Person.id == CourseTeacher.person_id)
    .where(Course.id == bindparam("course_id"))
    .order_by(CourseTeacher.starts_on, CourseTeacher.id)
)
COLUMNS = (
    select(
        Lesson.id,
        Lesson.held_on,
        Lesson.number,
        Lesson.topic,
        LessonClosing.closed_at,
        Homework.text,
        LessonColumn.id,
        LessonColumn.position,
        LessonColumn.weight,
        LessonColumn.title,
        WorkType.name,
        WorkType.short_name,
        WorkType.position,
    )
    .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
    .join(WorkType, WorkType.id == LessonColumn.work_type_id)
    .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
    .outerjoin(Homework, Homework.lesson_id == Lesson.id)
    .where(*OF_DAYS, Lesson.cancelled_at.is_(None))
    .order_by(Lesson.held_on, Lesson.number, Lesson.id, LessonColumn.position)
)
ON_COURSE = STAYS.subquery()
PUPILS = (
    select(ON_COURSE, Person.last_name, Person.first_name)
    .join(Person, Person.id == ON_COURSE.c.pupil_id)
    .order_by(Person.sort_key, Person.id, ON_COURSE.c.enrolled, ON_COURSE.c.joined)
)
ENTRIES = union_all(
    select(literal(1).label("is_mark"), Mark.column_id, Mark.pupil_id, cast(Mark.value, String))
    .join(LessonColumn, LessonColumn.id == Mark.column_id)
    .join(Lesson, Lesson.id == LessonColumn.lesson_id)
    .where(*OF_DAYS),
    select(literal(0), Attendance.lesson_id, Attendance.pupil_id, Attendance.code)
    .join(Lesson, Lesson.id == Attendance.lesson_id)
    .where(*OF_DAYS),
)


def get_course_rows(session: Session, course_id: int) -> CourseRows:
    """A course, its year and its teachers, or `NotFound`."""
    rows = session.execute(COURSE, {"course_id": course_id}).all()
    if not rows:
        raise NotFound()
    course, year, *_, archived_at = rows[0]
    return CourseRows(course, year, [row for row in rows if row.person_id is not None], archived_at)


def list_column_rows(session: Session, course_id: int, starts_on: date, ends_on: date) -> list[ColumnRow]:
    """The columns of the lessons that were not cancelled, in order of time."""
    days = {"course_id": course_id, "starts_on": starts_on, "ends_on": ends_on}
    return [ColumnRow._make(row) for row in session.execute(COLUMNS, days)]


def list_pupil_rows(session: Session, course_id: int, starts_on: date, ends_on: date) -> list[PupilRow]:
    """The pupils who were on the course on any of these days, as Russians order names."""
    pupils: dict[int, PupilRow] = {}
    for row in session.execute(PUPILS, {"course_id": course_id}):
        stay = view_stay(row)
        if stay and stay.starts_on <= ends_on and starts_on <= stay.ends_on:
            name = f"{row.last_name} {row.first_name}"
            pupils.setdefault(stay.pupil_id, PupilRow(stay.pupil_id, name, [])).stays.append(stay)
    return list(pupils.values())


def list_entries(session: Session, course_id: int, starts_on: date, ends_on: date) -> Entries:
    """Marks and attendance of a course's lessons of these days."""
    days = {"course_id": course_id, "starts_on": starts_on, "ends_on": ends_on}
    found: tuple[dict[int, dict[int, str]], ...] = (defaultdict(dict), defaultdict(dict))
    for is_mark, place_id, pupil_id, value in session.execute(ENTRIES, days):
        found[is_mark][pupil_id][place_id] = value
    return Entries(marks=found[1], codes=found[0])
