"""Reading the lessons of a day for whoever cancels or moves them, and what was cancelled and moved so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.lessons.changes import KINDS
from journal.models import (
    Amendment,
    AmendmentText,
    Attendance,
    Course,
    CoursePart,
    CourseTeacher,
    Lesson,
    LessonColumn,
    Mark,
    Person,
    SchoolClass,
)


@dataclass(frozen=True)
class DayLesson:
    """A lesson of a day with its classes, its teachers of that day and the number of its entries."""

    lesson: Lesson
    classes: str
    teachers: str
    entries: int


@dataclass(frozen=True)
class LessonChange:
    """A lesson that was cancelled, restored or moved; `reason` is None where it was erased."""

    made_at: datetime
    kind: str
    lesson_id: int
    title: str
    before: str
    after: str
    reason: str | None
    actor_name: str
    actor_position: str
    grant_id: int | None


def list_day_lessons(session: Session, *, year_id: int, on: date, class_id: int | None) -> list[DayLesson]:
    """The lessons of a day, of one class where it is named, cancelled ones included, by hour and course."""
    query = (
        select(Lesson)
        .join(Course, Course.id == Lesson.course_id)
        .where(Course.year_id == year_id, Lesson.held_on == on)
        .order_by(Lesson.number, Course.title, Lesson.id)
    )
    if class_id is not None:
        query = query.where(Lesson.course_id.in_(_courses_of(class_id, on)))
    lessons = session.scalars(query).all()
    classes, teachers = _name_classes(session, lessons, on), _name_teachers(session, lessons, on)
    entries = _count_entries(session, lessons)
    return [
        DayLesson(
            one,
            ", ".join(classes.get(one.course_id, ())),
            ", ".join(teachers.get(one.course_id, ())),
            entries.get(one.id, 0),
        )
        for one in lessons
    ]


def list_changes(session: Session, *, year_id: int, limit: int, offset: int = 0) -> list[LessonChange]:
    """What was cancelled, restored and moved in a year, the latest first."""
    rows = session.execute(
        select(Amendment, AmendmentText.content, Course.title)
        .join(Course, Course.id == Amendment.course_id)
        .outerjoin(AmendmentText, AmendmentText.digest == Amendment.reason)
        .where(Amendment.year_id == year_id, Amendment.kind.in_(KINDS))
        .order_by(Amendment.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        LessonChange(
            made_at=one.made_at,
            kind=one.kind,
            lesson_id=one.lesson_id or 0,
            title=title,
            before=one.before,
            after=one.after,
            reason=reason,
            actor_name=one.actor_name,
            actor_position=one.actor_position,
            grant_id=one.grant_id,
        )
        for one, reason, title in rows
    ]


def _courses_of(class_id: int, on: date) -> Select[int]:
    return select(CoursePart.course_id).where(
        CoursePart.class_id == class_id, holds_on(CoursePart.starts_on, CoursePart.ends_on, on)
    )


def _name_classes(session: Session, lessons: Sequence[Lesson], on: date) -> dict[int, list[str]]:
    """«5А» or «5А (1 группа)» of every course."""
    rows = session.execute(
        select(CoursePart.course_id, CoursePart.subgroup, SchoolClass)
        .join(SchoolClass, SchoolClass.id == CoursePart.class_id)
        .where(
            CoursePart.course_id.in_({one.course_id for one in lessons}),
            holds_on(CoursePart.starts_on, CoursePart.ends_on, on),
        )
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    found: dict[int, list[str]] = {}
    for course_id, subgroup, school_class in rows:
        name = f"{school_class.name} ({subgroup})" if subgroup else school_class.name
        found.setdefault(course_id, []).append(name)
    return found


def _name_teachers(session: Session, lessons: Sequence[Lesson], on: date) -> dict[int, list[str]]:
    rows = session.execute(
        select(CourseTeacher.course_id, Person)
        .join(Person, Person.id == CourseTeacher.person_id)
        .where(
            CourseTeacher.course_id.in_({one.course_id for one in lessons}),
            holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on),
        )
        .order_by(Person.sort_key)
    )
    found: dict[int, list[str]] = {}
    for course_id, person in rows:
        found.setdefault(course_id, []).append(person.full_name)
    return found


def _count_entries(session: Session, lessons: Sequence[Lesson]) -> dict[int, int]:
    """Marks and absences by lesson."""
    ids = [one.id for one in lessons]
    marks = (
        select(LessonColumn.lesson_id, func.count())
        .join(Mark, Mark.column_id == LessonColumn.id)
        .where(LessonColumn.lesson_id.in_(ids))
        .group_by(LessonColumn.lesson_id)
    )
    absences = (
        select(Attendance.lesson_id, func.count())
        .where(Attendance.lesson_id.in_(ids))
        .group_by(Attendance.lesson_id)
    )
    found: dict[int, int] = {}
    for query in (marks, absences):
        for lesson_id, count in session.execute(query):
            found[lesson_id] = found.get(lesson_id, 0) + count
    return found
