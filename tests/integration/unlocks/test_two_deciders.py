"""Decisions and withdrawals at the same moment: the first one stands, on both engines (R-UNLOCK)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.amendments.verify import verify_history
from journal.database import Database
from journal.models import Amendment, Grant, UnlockRequest, UnlockStep
from journal.unlocks.delegations import delegate_decisions
from journal.unlocks.errors import RequestStands
from journal.unlocks.jobs import close_grants
from journal.unlocks.services import Decision, decide_request, withdraw_request
from tests.factories import FRIDAY
from tests.factories.locked_lesson import LockedLesson, make_locked_lesson
from tests.integration.unlocks.way import MIDNIGHT, UNTIL, actor, order, own_cell, send

Act = Callable[[Session], object]
STANDS = "another one stands"  # no state of a request
DECIDED = ("granted", "refused", "withdrawn")


@pytest.fixture
def waiting(database: Database) -> Iterator[tuple[LockedLesson, int]]:
    """A request that waits for the director, or for the deputy whom an order names."""
    with time_machine.travel(FRIDAY, tick=False):
        with database.writing() as session:
            locked = make_locked_lesson(session)
            delegate_decisions(session, actor=actor(session, locked, "director"), order=order(locked, ends=3))
            request_id = send(session, locked).id
        yield locked, request_id


def race(database: Database, acts: Sequence[Act]) -> Counter[str]:
    """Let one thread for each act write at the same moment; count what was done, and the refusals."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> str:
        barrier.wait()
        try:
            with database.writing() as session:
                return str(act(session))
        except RequestStands:
            return STANDS

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def test_the_first_of_several_stands(database: Database, waiting: tuple[LockedLesson, int]) -> None:
    locked, request_id = waiting
    with database.reading() as session:
        director, deputy, teacher = (
            actor(session, locked, who) for who in ("director", "deputy", "teacher_a")
        )
    granting = Decision(frozenset({own_cell(locked)}), UNTIL)
    acts: list[Act] = [
        lambda session: (
            decide_request(session, actor=director, request_id=request_id, decision=granting).state
        ),
        lambda session: decide_request(session, actor=deputy, request_id=request_id, decision=granting).state,
        lambda session: (
            decide_request(
                session, actor=deputy, request_id=request_id, decision=Decision(note="Нет основания")
            ).state
        ),
        lambda session: withdraw_request(session, actor=teacher, request_id=request_id).state,
    ]
    answers = race(database, acts * 2)
    assert answers.pop(STANDS) == 2 * len(acts) - 1
    (done,) = answers
    with database.reading() as session:
        assert session.get_one(UnlockRequest, request_id).state == done
        steps = session.scalars(select(UnlockStep.state).where(UnlockStep.state.in_(DECIDED))).all()
        assert list(steps) == [done]
        assert session.scalar(select(func.count()).select_from(Grant)) == (done == "granted")
        assert verify_history(session).troubles == []


def test_several_schedulers_settle_a_request_once(
    database: Database, waiting: tuple[LockedLesson, int]
) -> None:
    locked, request_id = waiting
    with database.writing() as session:
        decide_request(
            session,
            actor=actor(session, locked, "director"),
            request_id=request_id,
            decision=Decision(frozenset({own_cell(locked)}), UNTIL),
        )
    with time_machine.travel(MIDNIGHT, tick=False):
        assert race(database, [close_grants] * 4) == {"1": 1, "0": 3}
        with database.writing() as session:
            close_grants(session)
    with database.reading() as session:
        expired = session.scalars(select(UnlockStep.state).where(UnlockStep.state == "expired")).all()
        assert list(expired) == ["expired"]
        ends = session.scalars(select(Amendment.after).where(Amendment.kind == "grant")).all()
        assert list(ends) == ["ended"]
        assert verify_history(session).troubles == []
