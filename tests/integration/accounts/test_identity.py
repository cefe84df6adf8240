from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from journal import clock
from journal.accounts.identity import IdleLimits, SignedIn, find_signed_in
from journal.accounts.sessions import digest_token, open_session
from journal.models import Account, Person
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

LIMITS = IdleLimits(staff=timedelta(hours=1), family=timedelta(days=30))


@pytest.fixture
def school(session: Session) -> SmallSchool:
    return make_school(session, FRIDAY.date())


def identify(session: Session, person: Person) -> SignedIn | None:
    account = session.scalars(select(Account).where(Account.person_id == person.id)).one()
    token = open_session(session, account=account, address="127.0.0.1", device="")
    return find_signed_in(session, digest_token(token), now=clock.now(), limits=LIMITS)


@pytest.mark.parametrize(
    "who", ["administrator", "director", "teacher_a", "many_hats", "dismissed", "parent_a"]
)
def test_everybody_is_known_with_all_hats(session: Session, school: SmallSchool, who: str) -> None:
    person = getattr(school, who)
    user = identify(session, person)
    assert user is not None
    expected = actor_of(session, person)
    assert (user.actor.person_id, user.actor.name, user.actor.roles) == (
        expected.person_id,
        expected.name,
        expected.roles,
    )


def test_tutors_are_known_while_they_work_here(session: Session, school: SmallSchool) -> None:
    with time_machine.travel(FRIDAY):
        tutors = [
            identify(session, person) for person in (school.teacher_a, school.many_hats, school.parent_a)
        ]
    assert [user.is_tutor for user in tutors if user] == [True, False, False]


def test_it_costs_one_query(session: Session, school: SmallSchool) -> None:
    account = session.scalars(select(Account).where(Account.person_id == school.many_hats.id)).one()
    token = open_session(session, account=account, address="127.0.0.1", device="")
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: statements.append(a[2]))
    assert find_signed_in(session, digest_token(token), now=clock.now(), limits=LIMITS)
    assert len(statements) == 1


def test_an_unknown_secret_is_nobody(session: Session, school: SmallSchool) -> None:
    assert find_signed_in(session, digest_token("guess"), now=clock.now(), limits=LIMITS) is None
