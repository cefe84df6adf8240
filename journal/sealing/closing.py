"""Closing a year, and taking that back: the director's own, and both are kept (R-CLOSED)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, Place, record_value
from journal.models import AcademicYear, ArchiveVersion, Period, Person, SchoolClass, YearClosing
from journal.permissions.actions import YEAR_CLOSE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import get_year, school_today
from journal.sealing.errors import AlreadyClosed, NotCertified, YearNotOver
from journal.texts.rules import check_text

REASON_LIMIT = 500
KIND = "year-closing"


def close_year(session: Session, *, actor: Actor, year_id: int) -> YearClosing:
    """Close a year after all its classes are certified: from now on every way in only reads it.

    Raises `Forbidden`, `NotFound`, `YearNotOver`, `NotCertified` with the classes, `AlreadyClosed`.
    """
    permit(actor, YEAR_CLOSE)
    assert actor.person_id is not None
    year = _hold_year(session, year_id)
    if find_closing(session, year_id) is not None:
        raise AlreadyClosed()
    last_day = session.scalar(select(func.max(Period.ends_on)).where(Period.year_id == year_id))
    if school_today(session) <= (last_day or year.ends_on):
        raise YearNotOver()
    missing = list_uncertified(session, year_id)
    if missing:
        raise NotCertified(names=tuple(missing))
    closing = YearClosing(year_id=year_id, closed_by=actor.person_id, closed_at=clock.now())
    session.add(closing)
    _record(session, actor, year, "open", "closed", Cause())
    session.flush()
    return closing


def reopen_year(session: Session, *, actor: Actor, year_id: int, reason: str) -> None:
    """Take the closing of a year back with a reason; its certified classes stay closed.

    Raises `Forbidden`, `NotFound`, `Empty`, `NotRussian`, `TooLong`, `AlreadyClosed` where it is open.
    """
    permit(actor, YEAR_CLOSE)
    year = _hold_year(session, year_id)
    why = check_text(reason, REASON_LIMIT, is_required=True)
    closing = find_closing(session, year_id)
    if closing is None:
        raise AlreadyClosed()
    closing.reopened_by, closing.reopened_at, closing.reason = actor.person_id, clock.now(), why
    _record(session, actor, year, "closed", "open", Cause(reason=why))
    session.flush()


def find_closing(session: Session, year_id: int) -> YearClosing | None:
    """The closing of a year that stands."""
    return session.scalar(
        select(YearClosing).where(YearClosing.year_id == year_id, YearClosing.reopened_at.is_(None))
    )


def list_closings(session: Session, year_id: int) -> list[tuple[YearClosing, str]]:
    """All closings of a year with the names of those who closed it, the newest first."""
    rows = session.execute(
        select(YearClosing, Person)
        .join(Person, Person.id == YearClosing.closed_by)
        .where(YearClosing.year_id == year_id)
        .order_by(YearClosing.id.desc())
    )
    return [(closing, person.full_name) for closing, person in rows]


def list_uncertified(session: Session, year_id: int) -> list[str]:
    """The names of a year's classes that have no certified version."""
    certified = select(ArchiveVersion.class_id).where(ArchiveVersion.class_id == SchoolClass.id)
    classes = session.scalars(
        select(SchoolClass)
        .where(SchoolClass.year_id == year_id, ~certified.exists())
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    return [school_class.name for school_class in classes]


def _hold_year(session: Session, year_id: int) -> AcademicYear:
    """The year, held against whoever closes it at the same moment."""
    get_year(session, year_id)
    return session.execute(
        select(AcademicYear).where(AcademicYear.id == year_id).with_for_update()
    ).scalar_one()


def _record(
    session: Session, actor: Actor, year: AcademicYear, before: str, after: str, cause: Cause
) -> None:
    record_value(
        session,
        actor=actor,
        kind=KIND,
        place=Place(year_id=year.id),
        before=before,
        after=after,
        cause=cause,
    )
