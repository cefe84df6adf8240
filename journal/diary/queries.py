"""Reading what a diary shows of one pupil, in few queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.diary.week import GivenMark, LessonRow, list_days
from journal.models import (
    Attendance,
    Bell,
    Course,
    CourseMember,
    CoursePart,
    Enrolment,
    Holiday,
    Homework,
    HomeworkFile,
    Lesson,
    LessonColumn,
    Mark,
    Parenthood,
    Person,
    Pupil,
    SchoolClass,
    Subject,
    WorkType,
)

# Homework of so many days before a week may be due in it: longer than any holidays within a year.
LOOK_BACK = timedelta(days=35)
SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True)
class Child:
    """A pupil as the diary's head shows one."""

    pupil_id: int
    last_name: str
    first_name: str


CHILDREN = (
    select(Person.id, Person.last_name, Person.first_name)
    .join(Pupil, Pupil.person_id == Person.id)
    .where(
        or_(
            Person.id == bindparam("person_id"),
            select(Parenthood.pupil_id)
            .where(Parenthood.pupil_id == Person.id, Parenthood.parent_id == bindparam("person_id"))
            .exists(),
        )
    )
    .order_by(Person.birth_date, Person.sort_key)
)


def list_children(session: Session, person_id: int | None) -> list[Child]:
    """The pupils whose diary a person may always read: the own one and those of the own children."""
    return [Child(*row) for row in session.execute(CHILDREN, {"person_id": person_id})]


def get_child(session: Session, pupil_id: int) -> Child:
    """A pupil by id; the guard has made sure that there is one."""
    row = session.execute(
        select(Person.id, Person.last_name, Person.first_name).where(Person.id == pupil_id)
    ).one()
    return Child(row.id, row.last_name, row.first_name)


def build_roster_condition() -> ColumnElement[bool]:
    """The condition that pupil `:pupil_id` is on the roster of a lesson's date: by class or by name.

    The lesson belongs to the query around it, also for the inner question: hence the named correlations.
    """
    pupil_id: BindParameter[int] = bindparam("pupil_id")
    named = (
        select(CourseMember.id)
        .where(
            CourseMember.course_id == Lesson.course_id,
            CourseMember.pupil_id == pupil_id,
            holds_on(CourseMember.starts_on, CourseMember.ends_on, Lesson.held_on),
        )
        .correlate(Lesson)
    )
    part = (
        select(CoursePart.id)
        .join(Enrolment, Enrolment.class_id == CoursePart.class_id)
        .where(
            CoursePart.course_id == Lesson.course_id,
            holds_on(CoursePart.starts_on, CoursePart.ends_on, Lesson.held_on),
            Enrolment.pupil_id == pupil_id,
            holds_on(Enrolment.starts_on, Enrolment.ends_on, Lesson.held_on),
            or_(CoursePart.by_name.is_(False), named.exists()),
        )
        .correlate(Lesson)
    )
    return part.exists()


# Statements are built once: building them costs more than running them.
ON_ROSTER = build_roster_condition()
IN_SPAN = Lesson.held_on.between(bindparam("first"), bindparam("last"))
LESSONS = (
    select(
        Lesson.id,
        Lesson.course_id,
        Subject.name,
        Lesson.held_on,
        Lesson.number,
        Bell.starts_at,
        Lesson.room,
        Lesson.topic,
        func.coalesce(Homework.text, ""),
        Homework.due_on,
        select(func.count()).where(HomeworkFile.lesson_id == Lesson.id).correlate(Lesson).scalar_subquery(),
        func.coalesce(Attendance.code, ""),
    )
    .join(Course, Course.id == Lesson.course_id)
    .join(Subject, Subject.id == Course.subject_id)
    .outerjoin(Homework, Homework.lesson_id == Lesson.id)
    .outerjoin(
        Attendance,
        and_(Attendance.lesson_id == Lesson.id, Attendance.pupil_id == bindparam("pupil_id")),
    )
    .outerjoin(Bell, and_(Bell.year_id == Course.year_id, Bell.number == Lesson.number))
    .where(IN_SPAN, Lesson.cancelled_at.is_(None), ON_ROSTER)
)
MARKS = (
    select(LessonColumn.lesson_id, Mark.value, WorkType.name, LessonColumn.title)
    .join(Mark, Mark.column_id == LessonColumn.id)
    .join(WorkType, WorkType.id == LessonColumn.work_type_id)
    .join(Lesson, Lesson.id == LessonColumn.lesson_id)
    .where(Mark.pupil_id == bindparam("pupil_id"), IN_SPAN)
    .order_by(LessonColumn.position)
)


def list_lessons(session: Session, pupil_id: int, monday: date) -> list[LessonRow]:
    """The pupil's lessons of a week and of the weeks before that may have set its homework."""
    span = {"first": monday - LOOK_BACK, "last": monday + SIX_DAYS}
    return [LessonRow(*row) for row in session.execute(LESSONS, {"pupil_id": pupil_id, **span})]


def list_marks(session: Session, pupil_id: int, monday: date) -> dict[int, list[GivenMark]]:
    """The pupil's marks of a week by lesson, in order of columns."""
    marks: dict[int, list[GivenMark]] = defaultdict(list)
    span = {"first": monday, "last": monday + SIX_DAYS}
    for lesson_id, value, work_type, title in session.execute(MARKS, {"pupil_id": pupil_id, **span}):
        marks[lesson_id].append(GivenMark(value, work_type, title))
    return marks


HOLIDAYS = (
    select(Holiday.name, Holiday.starts_on, Holiday.ends_on)
    .where(Holiday.starts_on <= bindparam("last"), Holiday.ends_on >= bindparam("first"))
    .where(
        or_(
            Holiday.parallel.is_(None),
            Holiday.parallel.in_(
                select(SchoolClass.parallel)
                .join(Enrolment, Enrolment.class_id == SchoolClass.id)
                .where(
                    Enrolment.pupil_id == bindparam("pupil_id"),
                    Enrolment.starts_on <= bindparam("first"),
                    or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("first")),
                )
            ),
        )
    )
)


def list_holidays(session: Session, pupil_id: int, monday: date) -> dict[date, str]:
    """The days of a week without lessons in the pupil's parallel, with the holidays' names."""
    span = {"first": monday, "last": monday + SIX_DAYS}
    rows = session.execute(HOLIDAYS, {"pupil_id": pupil_id, **span}).all()
    return {day: row.name for row in rows for day in list_days(monday) if row.starts_on <= day <= row.ends_on}
