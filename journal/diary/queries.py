"""Reading what a diary shows of one pupil, in few queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.diary.week import GivenMark, LessonRow
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
LOOK_BACK = timedelta(days=45)


@dataclass(frozen=True)
class Child:
    """A pupil as the diary's head shows one."""

    pupil_id: int
    last_name: str
    first_name: str


def list_children(session: Session, person_id: int | None) -> list[Child]:
    """The pupils whose diary a person may always read: the own one and those of the own children."""
    own_child = select(Parenthood.pupil_id).where(
        Parenthood.pupil_id == Person.id, Parenthood.parent_id == person_id
    )
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name)
        .join(Pupil, Pupil.person_id == Person.id)
        .where(or_(Person.id == person_id, own_child.exists()))
        .order_by(Person.birth_date, Person.sort_key)
    )
    return [Child(row.id, row.last_name, row.first_name) for row in rows]


def get_child(session: Session, pupil_id: int) -> Child:
    """A pupil by id; the guard has made sure that there is one."""
    row = session.execute(
        select(Person.id, Person.last_name, Person.first_name).where(Person.id == pupil_id)
    ).one()
    return Child(row.id, row.last_name, row.first_name)


def is_on_lesson(pupil_id: int) -> ColumnElement[bool]:
    """The condition that a pupil is on the roster of a lesson's date: by class or by name.

    The lesson belongs to the query around it, also for the inner question: hence the named correlations.
    """
    enrolled = and_(
        Enrolment.pupil_id == pupil_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, Lesson.held_on)
    )
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
            enrolled,
            or_(CoursePart.by_name.is_(False), named.exists()),
        )
        .correlate(Lesson)
    )
    return part.exists()


def list_lessons(session: Session, pupil_id: int, monday: date) -> list[LessonRow]:
    """The pupil's lessons of a week and of the weeks before that may have set its homework."""
    files = select(func.count()).where(HomeworkFile.lesson_id == Lesson.id).correlate(Lesson)
    rows = session.execute(
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
            files.scalar_subquery(),
            func.coalesce(Attendance.code, ""),
        )
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .outerjoin(Attendance, and_(Attendance.lesson_id == Lesson.id, Attendance.pupil_id == pupil_id))
        .outerjoin(Bell, and_(Bell.year_id == Course.year_id, Bell.number == Lesson.number))
        .where(
            Lesson.held_on.between(monday - LOOK_BACK, monday + timedelta(days=6)),
            Lesson.cancelled_at.is_(None),
            is_on_lesson(pupil_id),
        )
    )
    return [LessonRow(*row) for row in rows]


def list_marks(session: Session, pupil_id: int, monday: date) -> dict[int, list[GivenMark]]:
    """The pupil's marks of a week by lesson, in order of columns."""
    marks: dict[int, list[GivenMark]] = defaultdict(list)
    for lesson_id, value, work_type, title in session.execute(
        select(LessonColumn.lesson_id, Mark.value, WorkType.name, LessonColumn.title)
        .join(Mark, Mark.column_id == LessonColumn.id)
        .join(WorkType, WorkType.id == LessonColumn.work_type_id)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .where(Mark.pupil_id == pupil_id, Lesson.held_on.between(monday, monday + timedelta(days=6)))
        .order_by(LessonColumn.position)
    ):
        marks[lesson_id].append(GivenMark(value, work_type, title))
    return marks


def list_holidays(session: Session, pupil_id: int, monday: date) -> dict[date, str]:
    """The days of a week without lessons in the pupil's parallel, with the holidays' names."""
    sunday = monday + timedelta(days=6)
    parallel = (
        select(SchoolClass.parallel)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(
            Enrolment.pupil_id == pupil_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, literal(monday))
        )
    )
    rows = session.execute(
        select(Holiday.name, Holiday.starts_on, Holiday.ends_on).where(
            Holiday.starts_on <= sunday,
            Holiday.ends_on >= monday,
            or_(Holiday.parallel.is_(None), Holiday.parallel.in_(parallel)),
        )
    ).all()
    return {
        day: row.name
        for row in rows
        for day in (monday + timedelta(days=n) for n in range(7))
        if row.starts_on <= day <= row.ends_on
    }
