"""Taking away what nobody needs any longer. The history is never among it."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from journal import clock
from journal.models import JobRun, SignInFailure

FAILURES_KEPT = timedelta(days=1)
RUNS_KEPT = timedelta(days=30)


def sweep_sign_in_failures(session: Session) -> int:
    """Forget failed sign-ins of more than a day ago: none of them slows anybody down any more."""
    return _sweep(session, delete(SignInFailure).where(SignInFailure.failed_at < clock.now() - FAILURES_KEPT))


def sweep_job_runs(session: Session) -> int:
    """Forget finished runs of jobs of more than a month ago."""
    return _sweep(
        session,
        delete(JobRun).where(JobRun.due_at < clock.now() - RUNS_KEPT, JobRun.finished_at.is_not(None)),
    )


def _sweep(session: Session, statement: Any) -> int:
    return cast(CursorResult[Any], session.execute(statement)).rowcount
