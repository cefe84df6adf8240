"""What a granted request becomes once its grant was used or has ended (R-UNLOCK, R-SCHEDULER)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.locks.closings import end_grants
from journal.locks.rules import Cell, FinalCell, LessonCell
from journal.models import Amendment, Grant, UnlockRequest
from journal.permissions.actor import SCHEDULER
from journal.unlocks.rules import GRANTED, judge_end
from journal.unlocks.steps import KIND, list_granted, record_step

# What cites a grant and changes no cell: its own beginning and end.
NO_CHANGES = (KIND, "grant")


def settle_grants(session: Session, *, now: datetime) -> int:
    """End the grants whose deadline has passed and settle their requests; return how many grants ended.

    Late, twice or in several processes is all the same: a settled request is found no more.
    """
    ended = end_grants(session, now=now)
    settle_requests(session)
    return ended


def settle_requests(session: Session) -> int:
    """Turn granted requests into used or expired ones where their time has come; return how many."""
    settled = 0
    rows = session.execute(
        select(UnlockRequest, Grant.ended_at)
        .join(Grant, Grant.id == UnlockRequest.grant_id)
        .where(UnlockRequest.state == GRANTED)
        .order_by(UnlockRequest.id)
        .with_for_update(of=UnlockRequest, skip_locked=True)
    ).all()
    for request, ended_at in rows:
        changed = find_changed(session, request.grant_id)
        state = judge_end(list_granted(session, request.grant_id), changed, has_ended=ended_at is not None)
        if state:
            record_step(session, actor=SCHEDULER, request=request, state=state, source="scheduler")
            settled += 1
    return settled


def find_changed(session: Session, grant_id: int | None) -> frozenset[Cell]:
    """The cells whose changes cite a grant."""
    rows = session.execute(
        select(Amendment.lesson_id, Amendment.pupil_id, Amendment.subject_id, Amendment.period_id).where(
            Amendment.grant_id == grant_id, Amendment.kind.not_in(NO_CHANGES)
        )
    )
    return frozenset(
        FinalCell(row.pupil_id, row.subject_id, row.period_id)
        if row.lesson_id is None
        else LessonCell(row.lesson_id, row.pupil_id)
        for row in rows
    )
