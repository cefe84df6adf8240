"""Writing a new school with its first administrator."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.accounts.slips import Slip, issue_slips
from journal.amendments.record import Place, record_value, summarise
from journal.errors import DatabaseNotEmpty
from journal.founding.errors import BadLogin, IncompleteName, UnknownTimeZone
from journal.models import Account, Person, School, StaffMember, StaffRole
from journal.names import sort_key, split_name
from journal.permissions.actor import Actor
from journal.texts.rules import check_line

NAME_LIMIT, SHORT_LIMIT = 300, 100
LOGIN = re.compile(r"[a-z0-9][a-z0-9.-]{2,39}")


@dataclass(frozen=True)
class NewSchool:
    """What must be known of a school before anything else."""

    name: str
    short_name: str
    settlement: str
    region: str
    time_zone: str


@dataclass(frozen=True)
class NewAdministrator:
    """The first person: full name, position, and a login if another than the usual one is wanted."""

    full_name: str
    position: str
    login: str = ""


def found_school(
    session: Session, *, actor: Actor, school: NewSchool, administrator: NewAdministrator
) -> Slip:
    """Make a school in an empty database; return the administrator's slip with a one-time password.

    Raises `DatabaseNotEmpty`, `UnknownTimeZone`, `IncompleteName`, `BadLogin`, and `NotRussian`, `TooLong` or
    `Empty` for the names.
    """
    if session.scalar(select(School.id).limit(1)) is not None:
        raise DatabaseNotEmpty()
    row = School(
        name=check_line(school.name, NAME_LIMIT, is_required=True),
        short_name=check_line(school.short_name or school.name, SHORT_LIMIT, is_required=True),
        settlement=check_line(school.settlement, SHORT_LIMIT),
        region=check_line(school.region, SHORT_LIMIT),
        time_zone=check_time_zone(school.time_zone),
    )
    session.add(row)
    _record(session, actor, "school", summarise((row.name, row.settlement, row.region, row.time_zone)))
    person = _add_administrator(session, actor, administrator)
    (slip,) = issue_slips(session, actor=actor, people=[person])
    return slip


def check_time_zone(name: str) -> str:
    """Return the name of a time zone; raise `UnknownTimeZone` where there is none."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimeZone(zone=name) from None


def _add_administrator(session: Session, actor: Actor, administrator: NewAdministrator) -> Person:
    last_name, first_name, middle_name = split_name(check_line(administrator.full_name, NAME_LIMIT))
    if not first_name:
        raise IncompleteName()
    if administrator.login and not LOGIN.fullmatch(administrator.login):
        raise BadLogin()
    person = Person(
        last_name=last_name,
        first_name=first_name,
        middle_name=middle_name,
        sort_key=sort_key(last_name, first_name, middle_name),
    )
    session.add(person)
    session.flush()
    session.add(
        StaffMember(
            person_id=person.id, position=check_line(administrator.position, NAME_LIMIT, is_required=True)
        )
    )
    session.flush()
    session.add(StaffRole(person_id=person.id, role="administrator"))
    if administrator.login:
        session.add(Account(person_id=person.id, login=administrator.login, created_at=clock.now()))
    session.flush()
    _record(session, actor, "roles", summarise((person.full_name, "administrator")))
    return person


def _record(session: Session, actor: Actor, kind: str, after: str) -> None:
    record_value(session, actor=actor, kind=kind, place=Place(), before="", after=after)
