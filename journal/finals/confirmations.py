"""Confirming a period: the teacher the own page, the tutor the class; the deputy sees who has (R-PERIODEND).

A change after a confirmation doesn't undo it: it is shown as such, and the person may confirm anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from journal import clock
from journal.amendments.record import Place, record_value
from journal.courses.roster import list_class_ids
from journal.errors import NotFound, TooEarlyToConfirm
from journal.finals.queries import get_class_period, get_course_period, view_period
from journal.locks.rules import compute_window_opening
from journal.models import (
    Amendment,
    Course,
    CoursePart,
    FinalWindow,
    Lesson,
    Period,
    PeriodConfirmation,
    SchoolClass,
)
from journal.permissions.actions import CLASS_CONFIRM, PERIOD_CONFIRM
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target, course_target
from journal.school import school_today, school_zone


@dataclass(frozen=True)
class Confirmed:
    """Who confirmed, when, and how many entries were changed since."""

    by: str
    at: datetime
    changes: int


def confirm_course(session: Session, *, actor: Actor, course_id: int, period_id: int) -> PeriodConfirmation:
    """Confirm a course's page as its teacher; raise `Forbidden`, `NotFound` or `TooEarlyToConfirm`."""
    course = session.get(Course, course_id, with_for_update={"key_share": True})
    if course is None:
        raise NotFound()
    permit(actor, PERIOD_CONFIRM, course_target(session, course_id))
    period = get_course_period(session, course, period_id)
    check_opened(session, period)
    row = find_confirmation(session, period_id, course_id=course_id)
    place = Place(
        class_ids=list_class_ids(session, course_id, period.ends_on),
        year_id=course.year_id,
        course_id=course_id,
        subject_id=course.subject_id,
        period_id=period_id,
    )
    return _confirm(session, actor, row, PeriodConfirmation(period_id=period_id, course_id=course_id), place)


def confirm_class(session: Session, *, actor: Actor, class_id: int, period_id: int) -> PeriodConfirmation:
    """Confirm a class's period as its tutor; raise `Forbidden`, `NotFound` or `TooEarlyToConfirm`."""
    school_class = session.get(SchoolClass, class_id, with_for_update={"key_share": True})
    if school_class is None:
        raise NotFound()
    permit(actor, CLASS_CONFIRM, class_target(session, class_id))
    period = get_class_period(session, class_id, period_id)
    check_opened(session, period)
    row = find_confirmation(session, period_id, class_id=class_id)
    place = Place(class_ids=(class_id,), year_id=school_class.year_id, period_id=period_id)
    return _confirm(session, actor, row, PeriodConfirmation(period_id=period_id, class_id=class_id), place)


def check_opened(session: Session, period: Period) -> None:
    """A period is confirmed when its final marks are open, or later; raise `TooEarlyToConfirm`."""
    opens_on = find_opening(session, period, school_zone(session))
    if school_today(session) < opens_on:
        raise TooEarlyToConfirm(opens_on=opens_on)


def find_opening(session: Session, period: Period, zone: tzinfo) -> date:
    """The day from which a period's final marks are open."""
    return compute_window_opening(view_period(period, session.get(FinalWindow, period.id)), zone)


def find_confirmation(
    session: Session, period_id: int, *, course_id: int | None = None, class_id: int | None = None
) -> PeriodConfirmation | None:
    """The confirmation of a course's page, or of a class."""
    return session.scalar(
        select(PeriodConfirmation).where(
            PeriodConfirmation.period_id == period_id,
            PeriodConfirmation.course_id == course_id
            if course_id is not None
            else PeriodConfirmation.class_id == class_id,
        )
    )


def list_course_confirmations(session: Session, period: Period) -> Mapping[int, Confirmed]:
    """The confirmed pages of a period by course, with the changes of cells, topics and homework since."""
    in_period = select(Lesson.id).where(
        Lesson.course_id == PeriodConfirmation.course_id,
        Lesson.held_on.between(period.starts_on, period.ends_on),
    )
    own = aliased(Amendment)
    # The newest row of the course is near the end of its index: what came after is all that is read.
    confirming = (
        select(own.id)
        .where(
            own.course_id == PeriodConfirmation.course_id,
            own.kind == "confirmation",
            own.period_id == period.id,
        )
        .order_by(own.id.desc())
        .limit(1)
        .correlate(PeriodConfirmation)
        .scalar_subquery()
    )
    changes = (
        select(func.count(Amendment.id))
        .where(
            Amendment.course_id == PeriodConfirmation.course_id,
            Amendment.id > confirming,
            or_(Amendment.period_id == period.id, Amendment.lesson_id.in_(in_period)),
        )
        .correlate(PeriodConfirmation)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PeriodConfirmation, changes).where(
            PeriodConfirmation.period_id == period.id, PeriodConfirmation.course_id.is_not(None)
        )
    )
    return {row.course_id: view_confirmation(row, count) for row, count in rows if row.course_id}


def list_class_confirmations(session: Session, period: Period) -> Mapping[int, Confirmed]:
    """The confirmed classes of a period, with the changes of their final marks since."""
    changes = (
        select(func.count(Amendment.id.distinct()))
        .join(CoursePart, CoursePart.course_id == Amendment.course_id)
        .where(
            CoursePart.class_id == PeriodConfirmation.class_id,
            Amendment.made_at > PeriodConfirmation.confirmed_at,
            Amendment.kind == "final",
            Amendment.period_id == period.id,
        )
        .correlate(PeriodConfirmation)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PeriodConfirmation, changes).where(
            PeriodConfirmation.period_id == period.id, PeriodConfirmation.class_id.is_not(None)
        )
    )
    return {row.class_id: view_confirmation(row, count) for row, count in rows if row.class_id}


def view_confirmation(row: PeriodConfirmation, changes: int) -> Confirmed:
    """A confirmation as pages show it."""
    return Confirmed(row.person.full_name, row.confirmed_at, changes)


def _confirm(
    session: Session,
    actor: Actor,
    row: PeriodConfirmation | None,
    new: PeriodConfirmation,
    place: Place,
) -> PeriodConfirmation:
    """Put the actor and the moment into the row, old or new, and record it."""
    before = row.confirmed_at.isoformat() if row else ""
    row = row or new
    assert actor.person_id is not None
    row.confirmed_by, row.confirmed_at = actor.person_id, clock.now()
    session.add(row)
    record_value(
        session,
        actor=actor,
        kind="confirmation",
        place=place,
        before=before,
        after=row.confirmed_at.isoformat(),
    )
    session.flush()
    return row
