"""People of a test's school: a name is given in full, «Иванова Мария Петровна»."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock, names
from journal.accounts.hashing import hash_password
from journal.models import (
    AcademicYear,
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


def make_person(session: Session, name: str, *, account: bool = True) -> Person:
    """A person, with an account whose password nobody knows."""
    last, first, middle = names.split_name(name)
    person = Person(
        last_name=last, first_name=first, middle_name=middle, sort_key=names.sort_key(last, first, middle)
    )
    session.add(person)
    session.flush()
    if account:
        make_account(session, person)
    return person


def make_account(
    session: Session,
    person: Person,
    *,
    login: str | None = None,
    password: str | None = None,
    temporary: bool = False,
) -> Account:
    """An account; without a password nobody can sign in through the form."""
    account = Account(
        person_id=person.id,
        login=login or f"user{person.id}",
        password_hash=hash_password(password) if password else None,
        password_is_temporary=temporary,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return account


def make_staff(session: Session, name: str, *roles: str, position: str = "учитель") -> Person:
    """An employee with roles."""
    person = make_person(session, name)
    session.add(StaffMember(person_id=person.id, position=position))
    session.flush()
    session.add_all(StaffRole(person_id=person.id, role=role) for role in roles)
    session.flush()
    return person


def make_class(session: Session, year: AcademicYear, parallel: int, letter: str) -> SchoolClass:
    """A class of the year."""
    school_class = SchoolClass(year_id=year.id, parallel=parallel, letter=letter)
    session.add(school_class)
    session.flush()
    return school_class


def make_tutor(session: Session, person: Person, school_class: SchoolClass, starts_on: date) -> None:
    """Name a person the tutor of a class."""
    session.add(Tutorship(class_id=school_class.id, person_id=person.id, starts_on=starts_on))
    session.flush()


def make_pupil(session: Session, name: str, school_class: SchoolClass, starts_on: date) -> Person:
    """A pupil, enrolled into a class."""
    person = make_person(session, name)
    session.add(Pupil(person_id=person.id, file_number=f"Т-{person.id}"))
    session.flush()
    enrol(session, person, school_class, starts_on)
    return person


def enrol(
    session: Session, person: Person, school_class: SchoolClass, starts_on: date, ends_on: date | None = None
) -> None:
    """Put a pupil into a class from one day to another."""
    session.add(Enrolment(pupil_id=person.id, class_id=school_class.id, starts_on=starts_on, ends_on=ends_on))
    session.flush()


def make_parent(session: Session, person: Person, *pupils: Person, kind: str = "mother") -> None:
    """Make a person the parent of pupils."""
    session.add_all(Parenthood(pupil_id=pupil.id, parent_id=person.id, kind=kind) for pupil in pupils)
    session.flush()


def set_password(session: Session, person: Person, password: str, *, temporary: bool = False) -> None:
    """Give a person's account a password that a test can type."""
    account = session.scalars(select(Account).where(Account.person_id == person.id)).one()
    account.password_hash, account.password_is_temporary = hash_password(password), temporary
    session.flush()
