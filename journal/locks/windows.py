"""Windows of final marks: opened by the administrator or by the schedule, closed for good (R-FINALWINDOW).

A recorded closing stands even if the period is moved later (R-LOCK7).
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import insert_ignoring
from journal.amendments.record import TYPED, Cause, Place, record_value
from journal.errors import Locked, NotFound
from journal.locks.rules import (
    Attempt,
    FinalCell,
    FinalPeriod,
    Limits,
    LockState,
    check_not_ahead,
    compute_closing,
    compute_last_final_day,
    compute_window_opening,
    describe_final_lock,
    find_closing_day,
    is_too_far_ahead,
)
from journal.locks.services import make_attempt, make_limits
from journal.models import AcademicYear, FinalWindow, Period, Person
from journal.permissions.actions import WINDOW_OPEN
from journal.permissions.actor import SCHEDULER, Actor
from journal.permissions.policy import permit
from journal.school_calendar.rules import first_day_of_last_week

BY_SCHEDULE = Cause(source="scheduler")
NO_CELL = FinalCell(0, 0, 0)


@dataclass(frozen=True)
class WindowView:
    """A period's window as the administrator sees it; *lock* is how any final mark of the period stands."""

    period: Period
    lock: LockState
    opens_on: date
    opened_at: datetime | None
    opened_by: Person | None
    can_open: bool


def list_windows(session: Session, *, actor: Actor, year: AcademicYear) -> list[WindowView]:
    """The windows of all periods of a year, in the order in which the periods end."""
    attempt = make_attempt(session, actor)
    rows = session.execute(
        select(Period, FinalWindow, Person)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .outerjoin(Person, Person.id == FinalWindow.opened_by)
        .where(Period.year_id == year.id)
        .order_by(Period.ends_on, Period.starts_on.desc(), Period.id)
    )
    return [_view(make_limits(year), period, window, person, attempt) for period, window, person in rows]


def _view(
    limits: Limits, period: Period, window: FinalWindow | None, person: Person | None, attempt: Attempt
) -> WindowView:
    final = _as_final_period(period, window)
    lock = describe_final_lock(final, cell=NO_CELL, attempt=attempt, limits=limits)
    return WindowView(
        period=period,
        lock=lock,
        opens_on=compute_window_opening(final, attempt.zone),
        opened_at=final.opened_at,
        opened_by=person,
        can_open=lock.state == "waiting" and not is_too_far_ahead(period.ends_on, attempt.today, limits),
    )


def _as_final_period(period: Period, window: FinalWindow | None) -> FinalPeriod:
    return FinalPeriod(
        kind=period.kind,
        number=period.number,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        opened_at=window.opened_at if window else None,
        closed_at=window.closed_at if window else None,
    )


def open_window(session: Session, *, actor: Actor, period_id: int) -> Period:
    """Open a period's final marks before the schedule does; an open one stays as it is. Returns the period.

    Raises `Forbidden`, `NotFound`, `Locked` after the closing, and `TooFarAhead` while R-AHEAD14 would refuse
    every mark of the period anyway.
    """
    permit(actor, WINDOW_OPEN)
    period = session.get(Period, period_id)
    if period is None:
        raise NotFound()
    year = session.get_one(AcademicYear, period.year_id)
    limits, attempt = make_limits(year), make_attempt(session, actor)
    window = _hold_window(session, period.id)
    last_day = compute_last_final_day(period.ends_on, limits)
    closed_on = find_closing_day(last_day, window.closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is not None:
        raise Locked(kind="final", lesson_date=period.ends_on, last_day=last_day, closed_on=closed_on)
    check_not_ahead(period.ends_on, attempt.today, limits)
    if window.opened_at is None:
        window.opened_by = actor.person_id
        _set_opened(session, actor, period, window, clock.now(), TYPED)
    return period


def run_windows(session: Session, *, now: datetime, zone: tzinfo) -> int:
    """Open and close the windows whose time has come; return how many were changed."""
    today, changed = now.astimezone(zone).date(), 0
    for period, year in session.execute(
        select(Period, AcademicYear)
        .join(AcademicYear, AcademicYear.id == Period.year_id)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .where(FinalWindow.closed_at.is_(None), Period.starts_on <= today)
        .order_by(Period.ends_on, Period.id)
    ).all():
        opens_on = first_day_of_last_week(period.starts_on, period.ends_on)
        last_day = compute_last_final_day(period.ends_on, make_limits(year))
        if today < opens_on:
            continue
        window = _hold_window(session, period.id)
        if window.opened_at is None:
            opened_at = datetime.combine(opens_on, datetime.min.time(), tzinfo=zone)
            _set_opened(session, SCHEDULER, period, window, opened_at, BY_SCHEDULE)
            changed += 1
        if today > last_day and window.closed_at is None:
            _set_closed(session, period, window, compute_closing(last_day, zone))
            changed += 1
    return changed


def _hold_window(session: Session, period_id: int) -> FinalWindow:
    """The period's window, made when first needed and locked against whoever opens it at the same moment."""
    session.execute(insert_ignoring(session, FinalWindow, {"period_id": period_id}))
    return session.execute(
        select(FinalWindow)
        .where(FinalWindow.period_id == period_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _set_opened(
    session: Session, actor: Actor, period: Period, window: FinalWindow, opened_at: datetime, cause: Cause
) -> None:
    window.opened_at = opened_at
    record_value(
        session,
        actor=actor,
        kind="window",
        place=Place(year_id=period.year_id, period_id=period.id),
        before="",
        after="open",
        cause=cause,
    )
    session.flush()


def _set_closed(session: Session, period: Period, window: FinalWindow, closed_at: datetime) -> None:
    window.closed_at = closed_at
    record_value(
        session,
        actor=SCHEDULER,
        kind="window",
        place=Place(year_id=period.year_id, period_id=period.id),
        before="open",
        after="closed",
        cause=BY_SCHEDULE,
    )
    session.flush()
