"""Schedulers as processes: four do each job once, and replace a killed leader (R-SCHEDULER)."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from journal.database import Database
from journal.models import Amendment, JobRun, LessonClosing, SchedulerLease
from journal.scheduler.jobs import JOBS
from journal.scheduler.process import start_in_background
from tests.conventions.source import ROOT
from tests.factories import make_school

# The school's day and the processes' own: nobody can freeze the clock of another process. A short lease and
# quick ticks keep the test short.
PROCESS = """
import sys
from datetime import timedelta
from journal.scheduler import lease, process
lease.LEASE_TIME = timedelta(seconds=2)
process.TICK_SECONDS = 0.25
from journal.database import Database
process.run_forever(Database(sys.argv[1]))
"""
WITHIN = 60.0


def wait_for(database: Database, wanted: Callable[[Database], bool], what: str) -> None:
    deadline = time.monotonic() + WITHIN
    while not wanted(database):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def finished(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(JobRun.job).where(JobRun.finished_at.is_not(None))))


def holder(database: Database) -> str:
    with database.reading() as session:
        return session.scalar(select(SchedulerLease.holder)) or ""


def test_four_processes_do_each_job_once_and_replace_a_killed_leader(
    database: Database, database_url: str
) -> None:
    with database.writing() as session:
        make_school(session)
    processes = [subprocess.Popen([sys.executable, "-c", PROCESS, database_url], cwd=ROOT) for _ in range(4)]
    try:
        wait_for(database, lambda db: finished(db) == {job.name for job in JOBS}, "the jobs")
        first = holder(database)
        leader = next(process for process in processes if f":{process.pid}:" in first)
        leader.send_signal(signal.SIGKILL)
        leader.wait()
        began = time.monotonic()
        wait_for(database, lambda db: holder(db) != first, "another leader")
        assert time.monotonic() - began < 2 * 2 + 1  # two lease times, and a tick of a busy computer
    finally:
        for process in processes:
            process.terminate()
    assert {process.wait(timeout=30) for process in processes} == {0, -signal.SIGKILL}
    with database.reading() as session:
        runs = Counter((run.job, run.due_at) for run in session.scalars(select(JobRun)))
        assert set(runs.values()) == {1}
        assert len(session.scalars(select(Amendment).where(Amendment.kind == "heads")).all()) in (1, 2)
        assert session.scalars(select(LessonClosing)).first() is not None


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_scheduler_inside_a_server_stops_cleanly(database: Database) -> None:
    with database.writing() as session:
        make_school(session)
    running = start_in_background(database)
    wait_for(database, lambda db: finished(db) == {job.name for job in JOBS}, "the jobs")
    running.stop()
    running.stop()
    with database.reading() as session:
        lease = session.scalars(select(SchedulerLease)).one()
        newest = max(run.started_at for run in session.scalars(select(JobRun)))
    assert lease.until >= newest
