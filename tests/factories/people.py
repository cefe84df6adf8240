"""People of a test's school, with the hats that they wear."""

from datetime import date

from sqlalchemy.orm import Session

from journal import clock
from journal.models import (
    Account,
    Enrolment,
    Parenthood,
    Person,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    Tutorship,
)
from journal.names import sort_key, split_name
from journal.permissions.actor import Actor

FIRST_DAY = date(2026, 9, 1)
BIRTHDAY = date(2015, 3, 12)


def make_person(session: Session, name: str, *, birth_date: date | None = None) -> Person:
    """Add a person called *name* («Иванова Мария Петровна»)."""
    last, first, middle = split_name(name)
    person = Person(
        last_name=last,
        first_name=first,
        middle_name=middle,
        sort_key=sort_key(last, first, middle),
        birth_date=birth_date,
    )
    session.add(person)
    session.flush()
    return person


def make_staff(session: Session, name: str, *roles: str, position: str = "учитель") -> Person:
    """Add an employee with these roles; without any a teacher."""
    person = make_person(session, name)
    session.add(StaffMember(person_id=person.id, position=position, dismissed_on=None))
    session.flush()
    session.add_all(StaffRole(person_id=person.id, role=role) for role in roles or ("teacher",))
    session.flush()
    return person


def make_pupil(
    session: Session,
    name: str,
    school_class: SchoolClass,
    *,
    since: date = FIRST_DAY,
    until: date | None = None,
) -> Pupil:
    """Add a pupil who is in *school_class* from one day to another, both included."""
    pupil = Pupil(person=make_person(session, name, birth_date=BIRTHDAY))
    session.add(pupil)
    session.flush()
    stay = Enrolment(pupil_id=pupil.person_id, class_id=school_class.id, starts_on=since, ends_on=until)
    session.add(stay)
    session.flush()
    return pupil


def make_parent(session: Session, name: str, *pupils: Pupil, kind: str = "mother") -> Person:
    """Add the parent of these pupils."""
    parent = make_person(session, name)
    make_parenthood(session, parent, *pupils, kind=kind)
    return parent


def make_parenthood(session: Session, parent: Person, *pupils: Pupil, kind: str = "mother") -> None:
    """Make a person who is known already the parent of these pupils."""
    session.add_all(Parenthood(pupil_id=pupil.person_id, parent_id=parent.id, kind=kind) for pupil in pupils)
    session.flush()


def make_tutor(session: Session, person: Person, school_class: SchoolClass) -> None:
    """Make an employee the tutor of a class from the first day on."""
    session.add(Tutorship(class_id=school_class.id, person_id=person.id, starts_on=FIRST_DAY, ends_on=None))
    session.flush()


def make_account(session: Session, person: Person, login: str, password_hash: str | None = None) -> Account:
    """Add a sign-in whose password, if any, is the person's own already."""
    account = Account(
        person_id=person.id,
        login=login,
        password_hash=password_hash,
        password_is_temporary=password_hash is None,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return account


def make_actor(person: Person, *roles: str, position: str = "учитель") -> Actor:
    """Return the person as one who acts, with these roles."""
    return Actor(person.id, person.full_name, position, frozenset(roles or ("teacher",)))
