"""Windows of final marks: opened by the administrator or by the schedule, closed for good (R-FINALWINDOW).

The day of the opening follows from the calendar until the administrator chooses another. Neither that nor a
period that is moved takes a recorded closing back (R-LOCK7).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import insert_ignoring
from journal.amendments.record import TYPED, Cause, Place, record_value
from journal.errors import Locked, NotFound
from journal.finals.queries import view_period
from journal.locks.errors import BadOpening, WindowOpened
from journal.locks.rules import (
    REASON_LIMIT,
    Attempt,
    FinalCell,
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
from journal.texts.rules import check_line

BY_SCHEDULE = Cause(source="scheduler")
NO_CELL = FinalCell(0, 0, 0)


@dataclass(frozen=True)
class WindowView:
    """A period's window as the administrator sees it; *lock* is how any final mark of the period stands.

    The opening may be moved from *first* to *last* while the window waits; *is_moved* tells that it was.
    """

    period: Period
    lock: LockState
    opens_on: date
    opened_at: datetime | None
    opened_by: Person | None
    can_open: bool
    first: date
    last: date
    is_moved: bool


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
    final = view_period(period, window)
    lock = describe_final_lock(final, cell=NO_CELL, attempt=attempt, limits=limits)
    return WindowView(
        period=period,
        lock=lock,
        opens_on=compute_window_opening(final, attempt.zone),
        opened_at=final.opened_at,
        opened_by=person,
        can_open=lock.state == "waiting" and not is_too_far_ahead(period.ends_on, attempt.today, limits),
        first=_find_first_opening(period, limits),
        last=compute_last_final_day(period.ends_on, limits),
        is_moved=window is not None and window.opens_on is not None,
    )


def _find_first_opening(period: Period, limits: Limits) -> date:
    """The earliest day on which R-AHEAD14 lets a final mark of the period be set."""
    return max(period.starts_on, period.ends_on - timedelta(days=limits.ahead_days - 1))


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


def move_opening(
    session: Session, *, actor: Actor, period_id: int, opens_on: date, reason: str
) -> FinalWindow:
    """Open a period's final marks on another day than the calendar's, earlier or later; the closing stays.

    Raises `Forbidden`, `NotFound`, `Empty` or what else is wrong with the reason, `Locked` after the closing,
    `WindowOpened` once it has opened, and `BadOpening` for a day on which no final mark could be set.
    """
    permit(actor, WINDOW_OPEN)
    period = session.get(Period, period_id)
    if period is None:
        raise NotFound()
    kept = check_line(reason, REASON_LIMIT, is_required=True)
    limits, attempt = make_limits(session.get_one(AcademicYear, period.year_id)), make_attempt(session, actor)
    run_windows(session, now=attempt.now, zone=attempt.zone)
    window = _hold_window(session, period.id)
    first, last = _find_first_opening(period, limits), compute_last_final_day(period.ends_on, limits)
    if window.closed_at is not None:
        closed_on = window.closed_at.astimezone(attempt.zone).date()
        raise Locked(kind="final", lesson_date=period.ends_on, last_day=last, closed_on=closed_on)
    before = compute_window_opening(view_period(period, window), attempt.zone)
    if window.opened_at is not None:
        raise WindowOpened(opened_on=before)
    if not first <= opens_on <= last:
        raise BadOpening(first=first, last=last)
    window.opens_on = opens_on
    if opens_on != before:
        record_value(
            session,
            actor=actor,
            kind="window-day",
            place=Place(year_id=period.year_id, period_id=period.id),
            before=f"{before:%d.%m.%Y}",
            after=f"{opens_on:%d.%m.%Y}",
            cause=Cause("administrator", kept),
        )
    session.flush()
    return window


def run_windows(session: Session, *, now: datetime, zone: tzinfo) -> int:
    """Open and close the windows whose time has come; return how many were changed."""
    today, changed = now.astimezone(zone).date(), 0
    for period, year, window in session.execute(
        select(Period, AcademicYear, FinalWindow)
        .join(AcademicYear, AcademicYear.id == Period.year_id)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .where(FinalWindow.closed_at.is_(None), Period.starts_on <= today)
        .order_by(Period.ends_on, Period.id)
    ).all():
        opens_on = compute_window_opening(view_period(period, window), zone)
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
