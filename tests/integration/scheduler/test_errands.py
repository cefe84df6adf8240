"""Errands of the scheduler: done by who leads, at every tick, and a failing one stops nothing."""

from journal.database import Database
from journal.scheduler.scheduler import Scheduler


def test_errands_are_done_at_every_tick_by_the_leader(database: Database) -> None:
    done: list[str] = []
    leader = Scheduler(database, "leader", [], [lambda _: done.append("leader") or 0])
    other = Scheduler(database, "other", [], [lambda _: done.append("other") or 0])
    for scheduler in (leader, other, leader):
        scheduler.tick()
    assert done == ["leader", "leader"]


def test_an_errand_that_fails_stops_no_other(database: Database) -> None:
    done: list[Database] = []

    def fail(_database: Database) -> int:
        raise OSError("no way there")

    def write(given: Database) -> int:
        with given.writing():
            done.append(given)
        return 1

    Scheduler(database, "a", [], [fail, write]).tick()
    assert done == [database]
