"""The moments of the history never go back: a clock that was set back stops writing (R-LOCK14, R-AMEND).

Whoever sets the server's clock back would open what is locked and could date a change as it suits. So the
latest moment that the record knows is compared with the clock, once in every transaction that changes
something. A small step back, as time servers make it, is bridged: such amendments bear the latest moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock
from journal.config import Settings
from journal.errors import ClockSetBack
from journal.models import Amendment, JobRun
from journal.school import school_zone

TOLERANCE = timedelta(minutes=Settings.clock_tolerance_minutes)
TOLERANCE_KEY = "clock_tolerance"
LATEST_KEY = "latest_moment"
REFUSED_KEY = "clock_refused"
# A demo school may be made as of a day to come; its invented history says nothing about the clock.
INVENTED = "demo"
# Among the newest runs of jobs, for a backup notes its run even while the clock is wrong.
NEWEST_RUNS = 50


@dataclass(frozen=True)
class ClockState:
    """The latest moment that the record knows, if any, and what the clock says, both in UTC."""

    latest: datetime | None
    now: datetime
    tolerance: timedelta

    @property
    def is_set_back(self) -> bool:
        """Whether the clock lies further back than may be."""
        return self.latest is not None and self.latest - self.now > self.tolerance

    @property
    def moment(self) -> datetime:
        """What an amendment bears: now, and never before the latest moment."""
        return max(self.latest, self.now) if self.latest else self.now


def read_clock(session: Session) -> ClockState:
    """Compare the clock with the record as it was when this transaction first asked."""
    if LATEST_KEY not in session.info:
        session.info[LATEST_KEY] = _find_latest(session)
    latest = cast("datetime | None", session.info[LATEST_KEY])
    return ClockState(latest, clock.now(), session.info.get(TOLERANCE_KEY, TOLERANCE))


def _find_latest(session: Session) -> datetime | None:
    """The moment of the last amendment, or the start of a job after it; two look-ups by key."""
    newest = select(JobRun.started_at).order_by(JobRun.id.desc()).limit(NEWEST_RUNS).subquery()
    with session.no_autoflush:
        last = session.execute(
            select(Amendment.made_at, Amendment.source).order_by(Amendment.id.desc()).limit(1)
        ).first()
        worked = session.scalar(select(func.max(newest.c.started_at)))
    recorded = last.made_at if last and last.source != INVENTED else None
    return max((moment for moment in (recorded, worked) if moment), default=None)


def next_moment(session: Session) -> datetime:
    """The moment for an amendment of this transaction.

    Raises `ClockSetBack`, after which `check_moments` lets the transaction commit nothing, whoever caught it.
    """
    state = read_clock(session)
    if state.latest is not None and state.is_set_back:
        zone = school_zone(session)
        error = ClockSetBack(latest=state.latest.astimezone(zone), now=state.now.astimezone(zone))
        session.info[REFUSED_KEY] = error
        raise error
    return state.moment


def check_moments(session: Session) -> None:
    """Raise `ClockSetBack` again before the commit of a transaction in which an amendment was refused."""
    error: ClockSetBack | None = session.info.get(REFUSED_KEY)
    if error is not None:
        raise error


def trust_clock(session: Session) -> None:
    """Count this transaction's moments from the clock as it is; for `journal clock accept` alone."""
    session.info[LATEST_KEY] = None
