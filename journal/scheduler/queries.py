"""What the page of the server's state tells of the jobs."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.models import JobRun


def list_last_runs(session: Session, jobs: Iterable[str]) -> list[tuple[str, JobRun | None]]:
    """The latest run of each job, or None where it never ran, in the order of *jobs*."""
    latest = select(func.max(JobRun.id)).group_by(JobRun.job)
    runs = {run.job: run for run in session.scalars(select(JobRun).where(JobRun.id.in_(latest)))}
    return [(job, runs.get(job)) for job in jobs]


def find_last_run(session: Session, job: str) -> JobRun | None:
    """The latest run of one job."""
    return list_last_runs(session, [job])[0][1]
