"""Several schedulers do each job once, catch up with missed ones and survive their leader (R-SCHEDULER)."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.database import Database
from journal.models import AcademicYear, Amendment, JobRun, LessonClosing, SchedulerLease
from journal.scheduler.jobs import JOBS, Job
from journal.scheduler.lease import LEASE_TIME
from journal.scheduler.scheduler import Scheduler
from journal.scheduler.slots import RETRY_AFTER
from journal.scheduler.times import Daily, Every
from tests.factories import FRIDAY, make_school

NAMES = [job.name for job in JOBS]


@pytest.fixture
def clock(database: Database) -> Iterator[time_machine.Traveller]:
    """Friday noon at a school; the clock stands until it is moved."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        with database.writing() as session:
            make_school(session)
        yield traveller


def holder_of(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(SchedulerLease.holder)).one()


def test_the_first_tick_does_all_that_is_due(database: Database, clock: time_machine.Traveller) -> None:
    assert Scheduler(database, "a").tick() == NAMES
    with database.reading() as session:
        assert session.scalars(select(LessonClosing)).first() is not None
        assert {run.outcome for run in session.scalars(select(JobRun)) if run.job == "close-lessons"} == {"8"}
        assert all(run.finished_at == FRIDAY for run in session.scalars(select(JobRun)))


def test_a_second_tick_and_a_restart_do_nothing(database: Database, clock: time_machine.Traveller) -> None:
    scheduler = Scheduler(database, "a")
    scheduler.tick()
    assert scheduler.tick() == []
    scheduler.stop()
    assert Scheduler(database, "b").tick() == []
    assert holder_of(database) == "b"


def test_before_the_school_is_set_up_nothing_is_done(database: Database) -> None:
    assert Scheduler(database, "a").tick() == []


def test_days_of_sleep_are_caught_up_with_at_once(database: Database, clock: time_machine.Traveller) -> None:
    scheduler = Scheduler(database, "a")
    scheduler.tick()
    clock.move_to(FRIDAY + timedelta(days=9))
    assert scheduler.tick() == NAMES
    with database.reading() as session:
        assert {run.outcome for run in session.scalars(select(JobRun)) if run.job == "close-lessons"} == {
            "8",
            "12",
        }


def test_only_the_leader_works(database: Database, clock: time_machine.Traveller) -> None:
    leader, follower = Scheduler(database, "leader"), Scheduler(database, "follower")
    leader.tick()
    clock.move_to(FRIDAY + timedelta(minutes=15))
    leader.tick()
    assert follower.tick() == []
    assert not follower.leads


def test_a_dead_leader_is_replaced_within_two_lease_times(
    database: Database, clock: time_machine.Traveller
) -> None:
    leader, follower = Scheduler(database, "leader"), Scheduler(database, "follower")
    leader.tick()
    clock.move_to(FRIDAY + LEASE_TIME - timedelta(seconds=1))
    follower.tick()
    assert holder_of(database) == "leader"
    clock.move_to(FRIDAY + LEASE_TIME)
    follower.tick()
    assert holder_of(database) == "follower"
    leader.tick()
    assert (leader.leads, follower.leads) == (False, True)


def test_a_leader_renews_before_its_lease_ends(database: Database, clock: time_machine.Traveller) -> None:
    leader, follower = Scheduler(database, "leader"), Scheduler(database, "follower")
    for seconds in range(0, 300, 15):
        clock.move_to(FRIDAY + timedelta(seconds=seconds))
        leader.tick()
        follower.tick()
        assert leader.leads
        assert not follower.leads


def test_a_leader_that_woke_from_sleep_does_not_lead_any_more(
    database: Database, clock: time_machine.Traveller
) -> None:
    sleeper, other = Scheduler(database, "sleeper"), Scheduler(database, "other")
    sleeper.tick()
    clock.move_to(FRIDAY + timedelta(hours=8))
    other.tick()
    assert sleeper.tick() == []
    assert not sleeper.leads


def test_jobs_wait_while_the_clock_is_set_back(database: Database, clock: time_machine.Traveller) -> None:
    sent = []
    scheduler = Scheduler(database, "a", errands=[lambda _: sent.append(clock) or 0])
    scheduler.tick()
    clock.move_to(FRIDAY - timedelta(days=1))
    assert scheduler.tick() == []
    assert len(sent) == 1
    clock.move_to(FRIDAY + timedelta(days=1))
    assert scheduler.tick() == NAMES


def test_a_step_back_within_the_tolerance_does_not_stop_the_jobs(
    database: Database, clock: time_machine.Traveller
) -> None:
    Scheduler(database, "a").tick()
    clock.move_to(FRIDAY - timedelta(minutes=5))
    other = Scheduler(database, "b")
    other.tick()
    assert other.leads


def test_four_schedulers_at_once_do_each_due_time_once(
    database: Database, clock: time_machine.Traveller
) -> None:
    """The lease is left out on purpose: the slot alone must be enough."""
    count: Counter[str] = Counter()

    def work(session: Session) -> int:
        session.get_one(AcademicYear, session.scalars(select(AcademicYear.id)).one()).warn_days += 1
        session.flush()
        count["begun"] += 1
        return 1

    jobs = (Job("count", work, Every(15)), Job("again", work, Daily(time(0, 0))))
    schedulers = [Scheduler(database, f"process {number}", jobs) for number in range(4)]
    barrier, errors = threading.Barrier(4), []

    def run(scheduler: Scheduler) -> None:
        try:
            barrier.wait()
            for job in jobs:
                scheduler._do(job)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=[scheduler]) for scheduler in schedulers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count["begun"] == 2
    with database.reading() as session:
        assert session.scalars(select(AcademicYear.warn_days)).one() == 3 + 2
        assert len(session.scalars(select(JobRun)).all()) == 2


def test_a_failed_job_leaves_nothing_half_done_and_is_tried_again(
    database: Database, clock: time_machine.Traveller
) -> None:
    broken = [True]

    def work(session: Session) -> int:
        session.scalars(select(AcademicYear)).one().warn_days = 9
        session.flush()
        if broken[0]:
            raise RuntimeError
        return 1

    jobs = (Job("fails", work, Daily(time(0, 0))), Job("works", lambda _: 0, Daily(time(0, 0))))
    scheduler = Scheduler(database, "a", jobs)
    assert scheduler.tick() == ["works"]
    with database.reading() as session:
        assert session.scalars(select(AcademicYear.warn_days)).one() == 3
        run = session.scalars(select(JobRun).where(JobRun.job == "fails")).one()
        assert (run.outcome, run.finished_at) == ("RuntimeError", None)
    broken[0] = False
    assert scheduler.tick() == []
    clock.move_to(FRIDAY + RETRY_AFTER)
    assert scheduler.tick() == ["fails"]


def test_the_daily_chain_takes_down_all_other_heads(
    database: Database, clock: time_machine.Traveller
) -> None:
    scheduler = Scheduler(database, "a")
    scheduler.tick()
    clock.move_to(FRIDAY + timedelta(days=1))
    scheduler.tick()
    with database.reading() as session:
        heads = session.scalars(select(Amendment).where(Amendment.kind == "heads")).all()
        assert len(heads) == 2
        assert {each.source for each in heads} == {"scheduler"}
