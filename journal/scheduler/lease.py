"""The lease: one process leads, and another takes over when it no longer renews.

The lease only spares the others work. That a job is done once is the slot's part (`slots.py`), which stays
true even while two processes both believe that they lead.
"""

from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from journal.amendments.chain import insert_ignoring
from journal.models import SchedulerLease

NAME = "scheduler"
LEASE_TIME = timedelta(seconds=60)
LONG_AGO = timedelta(days=1)
Standing = Literal["leads", "renews", "waits"]


def find_lease(session: Session) -> SchedulerLease | None:
    """Who leads, or led last; None where no scheduler ever ran."""
    return session.get(SchedulerLease, NAME)


def find_standing(session: Session, *, holder: str, now: datetime) -> Standing:
    """Whether *holder* leads, is to take or renew the lease now, or waits for another process.

    A lease that seems to last longer than one can was taken before the clock was set back: it is over too.
    """
    lease = session.execute(
        select(SchedulerLease.holder, SchedulerLease.until).where(SchedulerLease.name == NAME)
    ).first()
    if lease is None or lease.until <= now or lease.until > now + 2 * LEASE_TIME:
        return "renews"
    if lease.holder != holder:
        return "waits"
    return "leads" if lease.until > now + LEASE_TIME / 2 else "renews"


def take_lease(session: Session, *, holder: str, now: datetime) -> bool:
    """Take or renew the lease; False while another process holds it."""
    free = {"name": NAME, "holder": "", "until": now - LONG_AGO}
    session.execute(insert_ignoring(session, SchedulerLease, free))
    statement = (
        update(SchedulerLease)
        .where(
            SchedulerLease.name == NAME,
            or_(
                SchedulerLease.holder == holder,
                SchedulerLease.until <= now,
                SchedulerLease.until > now + 2 * LEASE_TIME,
            ),
        )
        .values(holder=holder, until=now + LEASE_TIME)
    )
    return cast(CursorResult[Any], session.execute(statement)).rowcount == 1


def release_lease(session: Session, *, holder: str, now: datetime) -> None:
    """Let another process lead at once, at a clean stop."""
    session.execute(
        update(SchedulerLease)
        .where(SchedulerLease.name == NAME, SchedulerLease.holder == holder)
        .values(until=now)
    )
