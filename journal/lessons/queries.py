"""Reading lessons: their neighbours and their last changes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.models import Amendment, Course, CourseTeacher, Homework, Lesson


@dataclass(frozen=True)
class Neighbour:
    """A lesson to go to."""

    id: int
    held_on: date
    number: int
    title: str


def find_last_change(session: Session, lesson_id: int, kind: str) -> Amendment | None:
    """The last change of a lesson's topic or homework."""
    return session.scalar(
        select(Amendment)
        .where(Amendment.lesson_id == lesson_id, Amendment.pupil_id.is_(None), Amendment.kind == kind)
        .order_by(Amendment.id.desc())
        .limit(1)
    )


def find_course_neighbours(session: Session, lesson: Lesson) -> tuple[Neighbour | None, Neighbour | None]:
    """The course's lesson before this one and the one after it; cancelled lessons are passed over."""
    place = tuple_(Lesson.held_on, Lesson.number, Lesson.id)
    own = (lesson.held_on, lesson.number, lesson.id)
    query = _select_neighbours().where(Lesson.course_id == lesson.course_id).limit(1)
    before = query.where(place < own).order_by(Lesson.held_on.desc(), Lesson.number.desc(), Lesson.id.desc())
    after = query.where(place > own).order_by(Lesson.held_on, Lesson.number, Lesson.id)
    return _first(session, before), _first(session, after)


def list_day_of_teacher(session: Session, *, person_id: int, on: date) -> list[Neighbour]:
    """The lessons that a teacher gives on a day, in their order."""
    rows = session.execute(
        _select_neighbours()
        .join(CourseTeacher, CourseTeacher.course_id == Lesson.course_id)
        .where(
            CourseTeacher.person_id == person_id,
            holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on),
            Lesson.held_on == on,
        )
        .order_by(Lesson.number, Lesson.id)
        .distinct()
    )
    return [Neighbour(*row) for row in rows]


def _select_neighbours() -> Select[int, date, int, str]:
    return (
        select(Lesson.id, Lesson.held_on, Lesson.number, Course.title)
        .join(Course, Course.id == Lesson.course_id)
        .where(Lesson.cancelled_at.is_(None))
    )


def _first(session: Session, query: Select[int, date, int, str]) -> Neighbour | None:
    row = session.execute(query).first()
    return Neighbour(*row) if row else None


@dataclass(frozen=True)
class LessonRow:
    """A lesson as the list of topics and homework shows it; `homework` is None where none was set."""

    id: int
    held_on: date
    number: int
    hours: Decimal
    topic: str
    topic_saved_at: datetime | None
    homework: str | None
    homework_saved_at: datetime | None
    due_on: date | None


def list_lesson_rows(session: Session, course_id: int, starts_on: date, ends_on: date) -> list[LessonRow]:
    """A course's lessons of these days with topic and homework, in order of time."""
    rows = session.execute(
        select(
            Lesson.id,
            Lesson.held_on,
            Lesson.number,
            Lesson.hours,
            Lesson.topic,
            Lesson.topic_saved_at,
            Homework.text,
            Homework.saved_at,
            Homework.due_on,
        )
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(
            Lesson.course_id == course_id,
            Lesson.held_on.between(starts_on, ends_on),
            Lesson.cancelled_at.is_(None),
        )
        .order_by(Lesson.held_on, Lesson.number, Lesson.id)
    )
    return [LessonRow(*row) for row in rows]
