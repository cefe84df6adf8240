"""Accepting a clock after it had been wrong forward: the history goes on from the right time, and says so."""

from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from journal.amendments.moments import read_clock, trust_clock
from journal.amendments.record import Cause, Place, record_value
from journal.errors import Empty
from journal.models import JobRun
from journal.permissions.actor import Actor
from journal.texts.rules import check_line

REASON_LIMIT = 200


def accept_clock(session: Session, *, actor: Actor, reason: str) -> datetime | None:
    """Go on from the clock's present time; return the latest moment known before, None where all was right.

    What the wrong clock closed stays closed: a closing never reopens by itself. Jobs that were noted as done
    at times still to come are forgotten, so that each is done when its time really comes. Raises `Empty`,
    `TooLong` and `NotRussian` for the reason, which is kept with the amendment.
    """
    why = check_line(reason, REASON_LIMIT)
    if not why:
        raise Empty()
    state = read_clock(session)
    if state.latest is None or not state.is_set_back:
        return None
    trust_clock(session)
    session.execute(delete(JobRun).where(or_(JobRun.due_at > state.now, JobRun.started_at > state.now)))
    record_value(
        session,
        actor=actor,
        kind="clock",
        place=Place(),
        before=state.latest.isoformat(timespec="seconds"),
        after=state.now.isoformat(timespec="seconds"),
        cause=Cause(source="administrator", reason=why),
    )
    return state.latest
