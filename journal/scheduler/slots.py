"""The slot of a job's due time: whoever writes it does the job, in the same transaction.

A process that dies in the middle leaves neither a slot nor half a job behind. A second one that comes at the
same moment waits for the first one's commit, and then finds the slot taken.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from journal.models import JobRun

RETRY_AFTER = timedelta(minutes=10)


def is_slot_open(session: Session, *, job: str, due_at: datetime, now: datetime) -> bool:
    """Whether a due time waits to be done: not done yet, and its last failure some time ago."""
    run = session.execute(
        select(JobRun.started_at, JobRun.finished_at).where(JobRun.job == job, JobRun.due_at == due_at)
    ).first()
    return run is None or (run.finished_at is None and run.started_at <= now - RETRY_AFTER)


def claim_slot(session: Session, *, job: str, due_at: datetime, holder: str, now: datetime) -> bool:
    """Take a due time, or take a failed one again; False where it is done, or failed a moment ago."""
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(JobRun).values(job=job, due_at=due_at, started_at=now, holder=holder, outcome="")
    statement = statement.on_conflict_do_update(
        index_elements=["job", "due_at"],
        set_={"started_at": now, "holder": holder, "outcome": ""},
        where=(JobRun.finished_at.is_(None)) & (JobRun.started_at <= now - RETRY_AFTER),
    )
    return session.scalar(statement.returning(JobRun.id)) is not None


def finish_slot(session: Session, *, job: str, due_at: datetime, now: datetime, outcome: str) -> None:
    """Note that a due time is done."""
    session.execute(
        update(JobRun)
        .where(JobRun.job == job, JobRun.due_at == due_at)
        .values(finished_at=now, outcome=outcome)
    )


def record_failure(
    session: Session, *, job: str, due_at: datetime, holder: str, now: datetime, error: str
) -> None:
    """Note a failure, so that it is seen and tried again later."""
    if claim_slot(session, job=job, due_at=due_at, holder=holder, now=now):
        session.execute(
            update(JobRun).where(JobRun.job == job, JobRun.due_at == due_at).values(outcome=error)
        )
