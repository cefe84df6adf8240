"""What is decided, by whom, and only once (R-UNLOCK)."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.errors import BadRequest, Empty, Forbidden, NotFound
from journal.locks.rules import LessonCell
from journal.models import Amendment, CourseTeacher, Grant, StaffRole, UnlockRequest
from journal.unlocks.delegations import delegate_decisions, end_delegation, list_delegations
from journal.unlocks.errors import (
    BadOrder,
    DeadlinePassed,
    DeadlineTooFar,
    NobodyDecides,
    NotADeputy,
    NothingGranted,
    OwnRequest,
    RequestStands,
)
from journal.unlocks.rules import LONGEST_GRANT
from journal.unlocks.services import Decision, send_request, withdraw_request
from journal.unlocks.steps import list_granted
from tests.factories import FRIDAY
from tests.factories.locked_lesson import LockedLesson
from tests.integration.unlocks.way import (
    MIDNIGHT,
    TODAY,
    UNTIL,
    actor,
    change,
    decide,
    draft,
    find_last,
    grant,
    order,
    own_cell,
    read_reason,
    refuse,
    send,
)

pytestmark = pytest.mark.usefixtures("clock")
REFUSAL = Decision(note="Нет основания")


def test_a_grant_in_part_names_its_cells_and_its_last_day(session: Session, locked: LockedLesson) -> None:
    own = own_cell(locked)
    request = send(session, locked, own, LessonCell(locked.lesson_id, locked.school.pupils_a[1].id))
    grant(session, locked, request, own)
    opened = session.get_one(Grant, request.grant_id)
    assert list_granted(session, opened.id) == {own}
    assert (opened.person_id, opened.decided_by) == (locked.school.teacher_a.id, locked.school.director.id)
    assert opened.deadline == MIDNIGHT
    last = find_last(session)
    assert (last.kind, last.grant_id) == ("request", opened.id)
    told = read_reason(session, last)
    assert "до 23.11.2026 включительно" in told
    assert "Белова Анна" in told
    assert "Ёлкин" not in told


def test_a_decision_that_cannot_stand_changes_nothing(session: Session, locked: LockedLesson) -> None:
    request, own = send(session, locked), frozenset({own_cell(locked)})
    foreign = frozenset({LessonCell(locked.lesson_id, locked.school.pupils_a[1].id)})
    wrong = (
        (Decision(own, TODAY - timedelta(days=1)), DeadlinePassed),
        (Decision(own, TODAY + LONGEST_GRANT + timedelta(days=1)), DeadlineTooFar),
        (Decision(frozenset(), UNTIL), NothingGranted),
        (Decision(own | foreign, UNTIL), BadRequest),
        (Decision(note="  "), Empty),
    )
    for decision, error in wrong:
        refuse(session, error, decide, locked, request, decision)
    assert request.state == "sent"
    decide(session, locked, request, REFUSAL)
    assert (request.state, request.grant_id) == ("refused", None)


@pytest.mark.parametrize("first", ["granted", "refused"])
def test_the_first_decision_stands(session: Session, locked: LockedLesson, first: str) -> None:
    request = send(session, locked)
    decision = Decision(frozenset({own_cell(locked)}), UNTIL) if first == "granted" else REFUSAL
    decide(session, locked, request, decision)
    for second in (Decision(frozenset({own_cell(locked)}), UNTIL), REFUSAL):
        refuse(session, RequestStands, decide, locked, request, second)
    teacher = actor(session, locked, "teacher_a")
    refuse(session, RequestStands, withdraw_request, actor=teacher, request_id=request.id)
    assert request.state == first


def test_only_what_was_sent_is_decided_on(session: Session, locked: LockedLesson) -> None:
    request = draft(session, locked)
    refuse(session, NotFound, decide, locked, request, REFUSAL)
    teacher = actor(session, locked, "teacher_a")
    send_request(session, actor=teacher, request_id=request.id)
    withdraw_request(session, actor=teacher, request_id=request.id)
    refuse(session, RequestStands, decide, locked, request, REFUSAL)


@pytest.mark.parametrize(
    "who", ["teacher_b", "many_hats", "administrator", "secretary", "deputy", "parent_a"]
)
def test_nobody_else_decides(session: Session, locked: LockedLesson, who: str) -> None:
    request = send(session, locked)
    refuse(session, NotFound, decide, locked, request, REFUSAL, who)


def test_who_asks_does_not_decide(session: Session, locked: LockedLesson) -> None:
    request = send(session, locked)
    refuse(session, NotFound, decide, locked, request, REFUSAL, "teacher_a")


def test_a_deputy_decides_while_an_order_holds(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson
) -> None:
    """Not before its first day, not after its last one at the school's midnight, not once it was ended."""
    request, director = send(session, locked), actor(session, locked, "director")

    def refuse_deputy() -> None:
        refuse(session, NotFound, decide, locked, request, REFUSAL, "deputy")

    delegation = delegate_decisions(session, actor=director, order=order(locked, starts=1, ends=3))
    refuse_deputy()
    clock.move_to(MIDNIGHT)
    refuse_deputy()
    clock.move_to(MIDNIGHT - timedelta(seconds=1))
    end_delegation(session, actor=director, delegation_id=delegation.id)
    refuse_deputy()
    delegate_decisions(session, actor=director, order=order(locked, ends=3))
    decide(session, locked, request, REFUSAL, "deputy")
    assert request.state == "refused"


def test_the_orders_are_kept_and_recorded(session: Session, locked: LockedLesson) -> None:
    director = actor(session, locked, "director")
    delegation = delegate_decisions(session, actor=director, order=order(locked, ends=3))
    end_delegation(session, actor=director, delegation_id=delegation.id)
    ended_at = delegation.ended_at
    end_delegation(session, actor=director, delegation_id=delegation.id)
    assert ended_at is not None
    assert delegation.ended_at == ended_at
    recorded = session.execute(
        select(Amendment.before, Amendment.after).where(Amendment.kind == "delegation").order_by(Amendment.id)
    ).all()
    entered = recorded[0].after
    assert "17-к" in entered
    assert [tuple(row) for row in recorded] == [("", entered), (entered, "ended")]
    (line,) = list_delegations(session, TODAY)
    assert (line.deputy, line.is_over, line.is_ended) == ("Завучева А. И.", True, True)


def test_only_the_director_names_only_a_deputy_for_sensible_days(
    session: Session, locked: LockedLesson
) -> None:
    director, deputy = actor(session, locked, "director"), actor(session, locked, "deputy")
    refuse(session, Forbidden, delegate_decisions, actor=deputy, order=order(locked))
    past = order(locked, starts=-3, ends=-1)
    refuse(session, BadOrder, delegate_decisions, actor=director, order=past)
    delegation = delegate_decisions(session, actor=director, order=order(locked))
    refuse(session, Forbidden, end_delegation, actor=deputy, delegation_id=delegation.id)
    refuse(session, NotFound, end_delegation, actor=director, delegation_id=10**6)
    session.execute(update(StaffRole).where(StaffRole.role == "deputy").values(role="secretary"))
    refuse(session, NotADeputy, delegate_decisions, actor=director, order=order(locked))
    request = send(session, locked)
    refuse(session, NotFound, decide, locked, request, REFUSAL, "deputy")


def teach(session: Session, locked: LockedLesson, who: str) -> UnlockRequest:
    """Give the course of the locked lesson to somebody of the school's heads, who drafts a request."""
    person = getattr(locked.school, who)
    session.add(StaffRole(person_id=person.id, role="teacher"))
    session.execute(
        update(CourseTeacher)
        .where(CourseTeacher.course_id == locked.school.course_a.id)
        .where(CourseTeacher.person_id == locked.school.teacher_a.id)
        .values(person_id=person.id)
    )
    return draft(session, locked, who=who)


def test_the_directors_request_goes_to_the_deputy(session: Session, locked: LockedLesson) -> None:
    request, director = teach(session, locked, "director"), actor(session, locked, "director")
    refuse(session, NobodyDecides, send_request, actor=director, request_id=request.id)
    delegate_decisions(session, actor=director, order=order(locked, ends=3))
    send_request(session, actor=director, request_id=request.id)
    refuse(session, OwnRequest, grant, locked, request)
    decide(session, locked, request, Decision(frozenset({own_cell(locked)}), UNTIL), "deputy")
    change(session, locked, who="director")


def test_the_deputys_request_goes_to_the_director(session: Session, locked: LockedLesson) -> None:
    """The order that lets the deputy decide on others' requests doesn't reach the own one."""
    request, deputy = teach(session, locked, "deputy"), actor(session, locked, "deputy")
    delegate_decisions(session, actor=actor(session, locked, "director"), order=order(locked, ends=3))
    send_request(session, actor=deputy, request_id=request.id)
    refuse(session, OwnRequest, decide, locked, request, REFUSAL, "deputy")
    grant(session, locked, request)
    change(session, locked, who="deputy")
    assert session.get_one(Grant, request.grant_id).deadline > FRIDAY
