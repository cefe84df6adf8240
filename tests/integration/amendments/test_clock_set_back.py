"""A clock that was set back: nothing is changed, reading goes on, moments never go back (R-AMEND)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from journal.amendments.clock_acceptance import accept_clock
from journal.amendments.moments import TOLERANCE
from journal.amendments.record import Place, record_value
from journal.amendments.verify import verify_history
from journal.database import Database
from journal.errors import ClockSetBack, Empty
from journal.models import Amendment, JobRun, School
from journal.permissions.actor import COMMAND_LINE
from journal.scheduler.jobs import JOBS
from journal.scheduler.scheduler import Scheduler
from tests.factories import FRIDAY, make_school

SECOND = timedelta(seconds=1)
WHY = "часы спешили на месяц"


@pytest.fixture
def clock(database: Database) -> Iterator[time_machine.Traveller]:
    """Friday noon at a school where a change was just recorded; the clock stands until it is moved."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        with database.writing() as session:
            make_school(session)
        change(database)
        yield traveller


def change(database: Database, *, swallow: bool = False) -> None:
    """Change the school's name, as a service does: first the value, then its amendment."""
    with database.writing() as session:
        school = session.scalars(select(School)).one()
        before, school.name = school.name, f"{school.name}!"
        try:
            record_value(
                session, actor=COMMAND_LINE, kind="school", place=Place(), before=before, after=school.name
            )
        except ClockSetBack:
            if not swallow:
                raise


def moments(database: Database) -> list[datetime]:
    with database.reading() as session:
        return list(session.scalars(select(Amendment.made_at).order_by(Amendment.id)))


def name_of(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(School.name)).one()


@pytest.mark.parametrize("swallow", [False, True], ids=["raised", "swallowed"])
def test_beyond_the_tolerance_nothing_is_changed_whoever_catches_the_error(
    database: Database, clock: time_machine.Traveller, swallow: bool
) -> None:
    name = name_of(database)
    clock.move_to(FRIDAY - TOLERANCE - SECOND)
    with pytest.raises(ClockSetBack) as refusal:
        change(database, swallow=swallow)
    assert (refusal.value.latest, refusal.value.now) == (FRIDAY, FRIDAY - TOLERANCE - SECOND)
    assert str(refusal.value.now.tzinfo) == "Asia/Yekaterinburg"
    assert name_of(database) == name
    assert moments(database) == [FRIDAY]


def test_within_the_tolerance_the_moment_stands_still_and_never_erodes(
    database: Database, clock: time_machine.Traveller
) -> None:
    """Many small steps back would otherwise add up to a day."""
    clock.move_to(FRIDAY - TOLERANCE)
    change(database)
    assert moments(database) == [FRIDAY, FRIDAY]
    clock.move_to(FRIDAY - TOLERANCE - SECOND)
    with pytest.raises(ClockSetBack):
        change(database)


def test_once_the_clock_is_right_again_writing_goes_on(
    database: Database, clock: time_machine.Traveller
) -> None:
    clock.move_to(FRIDAY - timedelta(days=30))
    with pytest.raises(ClockSetBack):
        change(database)
    clock.move_to(FRIDAY + SECOND)
    change(database)
    assert moments(database) == [FRIDAY, FRIDAY + SECOND]


def test_a_quiet_night_is_known_from_the_jobs(database: Database, clock: time_machine.Traveller) -> None:
    night = FRIDAY + timedelta(hours=14)
    clock.move_to(night)
    Scheduler(database, "a", [job for job in JOBS if job.name == "sweep-job-runs"]).tick()
    clock.move_to(night - timedelta(hours=1))  # later than the last amendment, and yet set back
    with pytest.raises(ClockSetBack) as refusal:
        change(database)
    assert refusal.value.latest == night


def test_the_tolerance_is_a_setting(database_url: str, clock: time_machine.Traveller) -> None:
    patient = Database(database_url, clock_tolerance=timedelta(hours=2))
    clock.move_to(FRIDAY - timedelta(hours=2))
    change(patient)
    patient.dispose()


def test_an_accepted_clock_is_kept_in_the_history_and_jobs_come_round_again(
    database: Database, clock: time_machine.Traveller
) -> None:
    fast = FRIDAY + timedelta(days=30)
    clock.move_to(fast)
    Scheduler(database, "a").tick()
    change(database)
    right = FRIDAY + timedelta(hours=1)
    clock.move_to(right)
    with database.writing() as session:
        assert accept_clock(session, actor=COMMAND_LINE, reason=WHY) == fast
    change(database)
    with database.reading() as session:
        accepted = session.scalars(select(Amendment).where(Amendment.kind == "clock")).one()
        assert (accepted.before, accepted.after) == (fast.isoformat(), right.isoformat())
        assert (accepted.made_at, accepted.source) == (right, "administrator")
        assert accepted.reason
        assert session.scalar(select(func.max(JobRun.due_at))) is None
        assert verify_history(session).troubles == []
    assert moments(database)[-2:] == [right, right]
    assert Scheduler(database, "b").tick() == [job.name for job in JOBS]


def test_a_right_clock_needs_no_acceptance(database: Database, clock: time_machine.Traveller) -> None:
    with database.writing() as session:
        assert accept_clock(session, actor=COMMAND_LINE, reason=WHY) is None
    assert moments(database) == [FRIDAY]


def test_accepting_needs_a_reason(database: Database, clock: time_machine.Traveller) -> None:
    clock.move_to(FRIDAY - timedelta(days=1))
    with pytest.raises(Empty), database.writing() as session:
        accept_clock(session, actor=COMMAND_LINE, reason=" ")
