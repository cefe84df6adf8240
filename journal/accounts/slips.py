"""Printed slips with a login and a one-time password (R-CREDENTIALS)."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.accounts.errors import NobodyChosen
from journal.accounts.hashing import hash_password
from journal.accounts.logins import build_login, generate_password
from journal.accounts.queries import AccountState, PupilFamily, list_employees, list_families
from journal.accounts.sessions import end_sessions
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.models import Account, Person
from journal.permissions import actions
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target


@dataclass(frozen=True)
class Slip:
    """What one slip shows. The password exists here and on paper only."""

    person: Person
    login: str
    password: str
    pupils: tuple[Person, ...] = ()
    """Whose parent this is; nobody for a pupil's or an employee's own slip."""


@dataclass(frozen=True)
class Choice:
    """Whose slips are printed: single people, everybody, or those who have no password yet."""

    scope: str = "people"
    person_ids: frozenset[int] = frozenset()

    def includes(self, state: AccountState) -> bool:
        """Whether this person's slip is wanted."""
        if self.scope == "all":
            return True
        if self.scope == "missing":
            return state.state == "missing"
        return state.person.id in self.person_ids


def choose_in_class(session: Session, *, actor: Actor, class_id: int, choice: Choice) -> list[AccountState]:
    """The pupils and parents of a class whose slips its tutor may print and has chosen, by family.

    Raises `NotFound` for a foreign class or person and `NobodyChosen` for an empty choice.
    """
    permit(actor, actions.SLIPS_PRINT, class_target(session, class_id))
    return _choose(list_people(list_families(session, class_id)), choice)


def choose_in_staff(session: Session, *, actor: Actor, choice: Choice) -> list[AccountState]:
    """The employees whose slips the administrator has chosen; raises as `choose_in_class` does.

    The administrator is left out: an own password is changed on its page, without ending the session.
    """
    permit(actor, actions.STAFF_SLIPS_PRINT)
    accounts = [employee.account for employee in list_employees(session)]
    others = [state for state in accounts if state.works_here and state.person.id != actor.person_id]
    return _choose(others, choice)


def print_class_slips(session: Session, *, actor: Actor, class_id: int, choice: Choice) -> list[Slip]:
    """Give the chosen people of a class new one-time passwords; the former ones open nothing any more."""
    chosen = choose_in_class(session, actor=actor, class_id=class_id, choice=choice)
    families = list_families(session, class_id)
    return issue_slips(session, actor=actor, people=[state.person for state in chosen], families=families)


def print_staff_slips(session: Session, *, actor: Actor, choice: Choice) -> list[Slip]:
    """Give the chosen employees new one-time passwords."""
    chosen = choose_in_staff(session, actor=actor, choice=choice)
    return issue_slips(session, actor=actor, people=[state.person for state in chosen])


def list_people(families: Sequence[PupilFamily]) -> list[AccountState]:
    """The people of these families whose slips a tutor prints: each once, and nobody who works here."""
    everybody = chain.from_iterable((family.pupil, *family.parents) for family in families)
    return list({state.person.id: state for state in everybody if not state.works_here}.values())


def issue_slips(
    session: Session, *, actor: Actor, people: Sequence[Person], families: Sequence[PupilFamily] = ()
) -> list[Slip]:
    """Set fresh passwords, making accounts where they are missing; end the sessions and record each slip."""
    accounts = _find_or_create_accounts(session, people)
    passwords = [generate_password() for _ in people]
    with ThreadPoolExecutor(max_workers=4) as threads:
        hashes = list(threads.map(hash_password, passwords))
    slips = []
    for person, password, password_hash in zip(people, passwords, hashes, strict=True):
        account = accounts[person.id]
        account.password_hash, account.password_is_temporary = password_hash, True
        after = summarise((person.full_name, account.login))
        record_value(session, actor=actor, kind="slip", place=Place(), before="", after=after)
        slips.append(Slip(person, account.login, password, tuple(_list_pupils(person, families))))
    end_sessions(session, account_ids=[account.id for account in accounts.values()])
    session.flush()
    return slips


def _choose(states: Sequence[AccountState], choice: Choice) -> list[AccountState]:
    if choice.person_ids - {state.person.id for state in states}:
        raise NotFound()
    chosen = [state for state in states if choice.includes(state)]
    if not chosen:
        raise NobodyChosen()
    return chosen


def _list_pupils(parent: Person, families: Sequence[PupilFamily]) -> Iterator[Person]:
    for family in families:
        if any(state.person.id == parent.id for state in family.parents):
            yield family.pupil.person


def _find_or_create_accounts(session: Session, people: Sequence[Person]) -> dict[int, Account]:
    ids = [person.id for person in people]
    accounts = {a.person_id: a for a in session.scalars(select(Account).where(Account.person_id.in_(ids)))}
    missing = [person for person in people if person.id not in accounts]
    if missing:
        taken = set(session.scalars(select(Account.login)))
        for person in missing:
            accounts[person.id] = create_account(session, person, taken)
    return accounts


def create_account(session: Session, person: Person, taken: set[str]) -> Account:
    """Make an account without a password; its login joins those that are *taken*."""
    login = build_login(person.last_name, person.first_name, person.middle_name, taken)
    taken.add(login)
    account = Account(person_id=person.id, login=login, password_is_temporary=True, created_at=clock.now())
    session.add(account)
    session.flush()
    return account


def list_in_use(chosen: Collection[AccountState]) -> list[AccountState]:
    """Those of the chosen people who use their account already and must be asked about."""
    return [state for state in chosen if state.state == "active"]
