"""Reading accounts for the pages of tutors and of the administrator."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.models import (
    Account,
    Enrolment,
    Parenthood,
    Person,
    SchoolClass,
    StaffMember,
    StaffRole,
    Tutorship,
    Visit,
)
from journal.school import find_year, school_today


@dataclass(frozen=True)
class AccountState:
    """A person's account as others may know it. `state`: missing, printed (slip not used yet) or active."""

    person: Person
    login: str
    state: str
    last_visit: datetime | None
    works_here: bool
    """Staff get their slips from the administrator, whatever other hats they wear."""


@dataclass(frozen=True)
class PupilFamily:
    """A pupil with the parents."""

    pupil: AccountState
    parents: tuple[AccountState, ...]


@dataclass(frozen=True)
class ClassSummary:
    """A class in the list: its tutors and how many pupils it has today."""

    school_class: SchoolClass
    tutors: tuple[Person, ...]
    pupils: int


@dataclass(frozen=True)
class Employee:
    """A member of staff with roles and account."""

    member: StaffMember
    roles: frozenset[str]
    account: AccountState


def list_families(session: Session, class_id: int) -> list[PupilFamily]:
    """The pupils of a class today, by name, each with the parents."""
    pupils = session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(
            Enrolment.class_id == class_id,
            holds_on(Enrolment.starts_on, Enrolment.ends_on, school_today(session)),
        )
        .order_by(Person.sort_key, Person.id)
    ).all()
    parents = session.execute(
        select(Parenthood.pupil_id, Person)
        .join(Person, Person.id == Parenthood.parent_id)
        .where(Parenthood.pupil_id.in_([pupil.id for pupil in pupils]))
        .order_by(Person.sort_key, Person.id)
    ).all()
    states = find_states(session, [*pupils, *(parent for _, parent in parents)])
    return [
        PupilFamily(
            states[pupil.id],
            tuple(states[parent.id] for pupil_id, parent in parents if pupil_id == pupil.id),
        )
        for pupil in pupils
    ]


def find_states(session: Session, people: Sequence[Person]) -> dict[int, AccountState]:
    """The account states of these people by person."""
    ids = {person.id for person in people}
    accounts = {a.person_id: a for a in session.scalars(select(Account).where(Account.person_id.in_(ids)))}
    visits = find_last_visits(session, [account.id for account in accounts.values()])
    staff = set(
        session.scalars(
            select(StaffMember.person_id).where(
                StaffMember.person_id.in_(ids), StaffMember.dismissed_on.is_(None)
            )
        )
    )
    return {
        person.id: _build_state(person, accounts.get(person.id), visits, works_here=person.id in staff)
        for person in people
    }


def find_last_visits(session: Session, account_ids: Collection[int]) -> dict[int, datetime]:
    """When each of these accounts was last used (R-ACTIVITY)."""
    rows = session.execute(
        select(Visit.account_id, func.max(Visit.last_at))
        .where(Visit.account_id.in_(account_ids))
        .group_by(Visit.account_id)
    )
    return {row[0]: row[1] for row in rows}


def _build_state(
    person: Person, account: Account | None, visits: dict[int, datetime], *, works_here: bool
) -> AccountState:
    if account is None:
        return AccountState(person, "", "missing", None, works_here)
    state = (
        "missing" if not account.password_hash else "printed" if account.password_is_temporary else "active"
    )
    return AccountState(person, account.login, state, visits.get(account.id), works_here)


def list_classes(session: Session, on: date, *, tutor_id: int | None = None) -> list[ClassSummary]:
    """The classes of a day's year with the day's tutors and pupils; only those that *tutor_id* has today."""
    year = find_year(session, on)
    if year is None:
        return []
    classes = select(SchoolClass).where(SchoolClass.year_id == year.id)
    if tutor_id is not None:
        classes = classes.where(SchoolClass.id.in_(select_tutored(tutor_id, session)))
    ordered = session.scalars(classes.order_by(SchoolClass.parallel, SchoolClass.letter)).all()
    ids = [school_class.id for school_class in ordered]
    counts = count_pupils(session, ids, on)
    tutors = session.execute(
        select(Tutorship.class_id, Person)
        .join(Person, Person.id == Tutorship.person_id)
        .where(Tutorship.class_id.in_(ids), holds_on(Tutorship.starts_on, Tutorship.ends_on, on))
        .order_by(Person.sort_key)
    ).all()
    return [
        ClassSummary(c, tuple(person for class_id, person in tutors if class_id == c.id), counts.get(c.id, 0))
        for c in ordered
    ]


def select_tutored(person_id: int, session: Session) -> Sequence[int]:
    """The ids of the classes that a person tutors today."""
    return session.scalars(
        select(Tutorship.class_id).where(
            Tutorship.person_id == person_id,
            holds_on(Tutorship.starts_on, Tutorship.ends_on, school_today(session)),
        )
    ).all()


def count_pupils(session: Session, class_ids: Collection[int], on: date) -> dict[int, int]:
    """How many pupils are in each of these classes on a day."""
    rows = session.execute(
        select(Enrolment.class_id, func.count())
        .where(
            Enrolment.class_id.in_(class_ids),
            holds_on(Enrolment.starts_on, Enrolment.ends_on, on),
        )
        .group_by(Enrolment.class_id)
    )
    return {row[0]: row[1] for row in rows}


def list_employees(session: Session) -> list[Employee]:
    """All who work here by name, the dismissed ones last."""
    members = session.scalars(select(StaffMember).join(Person, Person.id == StaffMember.person_id)).all()
    members = sorted(members, key=lambda m: (m.dismissed_on is not None, m.person.sort_key, m.person_id))
    roles: dict[int, set[str]] = {}
    for person_id, role in session.execute(select(StaffRole.person_id, StaffRole.role)):
        roles.setdefault(person_id, set()).add(role)
    states = find_states(session, [member.person for member in members])
    return [
        Employee(member, frozenset(roles.get(member.person_id, ())), states[member.person_id])
        for member in members
    ]


def is_employee(session: Session, person_id: int) -> bool:
    """Whether a person works here today."""
    member = session.get(StaffMember, person_id)
    return member is not None and member.dismissed_on is None
