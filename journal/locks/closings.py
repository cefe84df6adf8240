"""Recording that lessons have closed, and ending grants (R-LOCK14, R-UNLOCK).

The rule itself is asked at every write; a record only makes sure that what has closed once stays closed
whatever is moved or set later. Nothing here ever takes a closing back.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Exists, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.locks.rules import compute_closing
from journal.models import AcademicYear, Course, Grant, Lesson, LessonClosing
from journal.permissions.actor import SCHEDULER

BY_SCHEDULE = Cause(source="scheduler")


def record_closings(session: Session, *, now: datetime, zone: tzinfo) -> int:
    """Close every lesson whose last editable day has passed; return how many were closed now.

    One statement and one amendment for each day of lessons, in the school's chain: a class's chain tells what
    people changed, and the day of a lesson already tells when it closed. Running late, twice or in several
    processes closes each lesson once.
    """
    today = now.astimezone(zone).date()
    return sum(
        _close_day(session, year, held_on, zone)
        for year in session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on))
        for held_on in _list_days(session, year, today)
    )


def _list_days(session: Session, year: AcademicYear, today: date) -> Iterable[date]:
    """The days of the year's lessons that are past their last day and not recorded as closed."""
    return session.scalars(
        select(Lesson.held_on)
        .join(Lesson.course)
        .where(
            Course.year_id == year.id,
            Lesson.held_on < today - timedelta(days=year.lock_days),
            ~_is_closed(),
        )
        .distinct()
        .order_by(Lesson.held_on)
    ).all()


def _close_day(session: Session, year: AcademicYear, held_on: date, zone: tzinfo) -> int:
    closed_at = compute_closing(held_on + timedelta(days=year.lock_days), zone)
    due = (
        select(Lesson.id, literal(closed_at, LessonClosing.closed_at.type))
        .join(Lesson.course)
        .where(Course.year_id == year.id, Lesson.held_on == held_on, ~_is_closed())
    )
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(LessonClosing).from_select(["lesson_id", "closed_at"], due).on_conflict_do_nothing()
    statement = statement.returning(LessonClosing.lesson_id)
    closed = len(session.scalars(statement).all())
    if closed:
        record_value(
            session,
            actor=SCHEDULER,
            kind="closing",
            place=Place(year_id=year.id),
            before="",
            after=f"{held_on.isoformat()} · {closed}",
            cause=BY_SCHEDULE,
        )
    return closed


def _is_closed() -> Exists:
    return select(LessonClosing.lesson_id).where(LessonClosing.lesson_id == Lesson.id).exists()


def end_grants(session: Session, *, now: datetime) -> int:
    """End the grants whose deadline has passed, at that deadline; return how many."""
    ended = session.scalars(
        update(Grant)
        .where(Grant.ended_at.is_(None), Grant.deadline <= now)
        .values(ended_at=Grant.deadline)
        .returning(Grant.id)
    ).all()
    for grant_id in sorted(ended):
        record_value(
            session,
            actor=SCHEDULER,
            kind="grant",
            place=Place(),
            before="open",
            after="ended",
            cause=Cause(source="scheduler", grant_id=grant_id),
        )
    return len(ended)
