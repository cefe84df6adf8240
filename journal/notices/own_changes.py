"""What was changed on a day under somebody's name, for that person alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from journal.amendments.changes import Shown, read_texts
from journal.models import Amendment, Course, Lesson, Person
from journal.names import pupil_name


@dataclass(frozen=True)
class OwnChange:
    """One change: when, where, about whom, and what stood there before and after."""

    made_at: datetime
    kind: str
    course: str
    held_on: date | None
    pupil: str
    before: Shown
    after: Shown
    source: str


@dataclass(frozen=True)
class CourseCount:
    """How many changes a course had, the first and the last of them; no title: they concern no course."""

    course: str
    count: int
    first_at: datetime
    last_at: datetime


def list_own_changes(
    session: Session, person_id: int, day: date, *, zone: tzinfo, limit: int
) -> list[OwnChange]:
    """The changes of a day under a person's name, in the order of their making."""
    rows = session.execute(
        select(Amendment, Course.title, Lesson.held_on, Person.last_name, Person.first_name)
        .outerjoin(Course, Course.id == Amendment.course_id)
        .outerjoin(Lesson, Lesson.id == Amendment.lesson_id)
        .outerjoin(Person, Person.id == Amendment.pupil_id)
        .where(_is_of_day(person_id, day, zone))
        .order_by(Amendment.id)
        .limit(limit)
    ).all()
    texts = read_texts(session, (value for one, *_ in rows for value in (one.before, one.after)))
    return [
        OwnChange(
            one.made_at,
            one.kind,
            course or "",
            held_on,
            pupil_name(last, first) if last else "",
            texts.get(one.before, one.before),
            texts.get(one.after, one.after),
            one.source,
        )
        for one, course, held_on, last, first in rows
    ]


def count_own_changes(session: Session, person_id: int, day: date, *, zone: tzinfo) -> list[CourseCount]:
    """The changes of a day under a person's name by course."""
    rows = session.execute(
        select(Course.title, func.count(), func.min(Amendment.made_at), func.max(Amendment.made_at))
        .select_from(Amendment)
        .outerjoin(Course, Course.id == Amendment.course_id)
        .where(_is_of_day(person_id, day, zone))
        .group_by(Course.title)
        .order_by(Course.title)
    )
    return [CourseCount(title or "", count, first, last) for title, count, first, last in rows]


def _is_of_day(person_id: int, day: date, zone: tzinfo) -> ColumnElement[bool]:
    begins = datetime.combine(day, time(), tzinfo=zone)
    ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return and_(
        Amendment.actor_id == person_id,
        Amendment.made_at >= begins,
        Amendment.made_at < ends,
        Amendment.source != "demo",
    )
