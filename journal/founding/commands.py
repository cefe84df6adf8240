"""`journal init`: ask what must be known of a school, make it, print its administrator's password."""

import argparse
import sys
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from journal.console import ask, say
from journal.database import Database
from journal.errors import DatabaseNotEmpty
from journal.founding.errors import AnswerMissing
from journal.founding.services import NewAdministrator, NewSchool, check_time_zone, found_school
from journal.models import School
from journal.permissions.actor import COMMAND_LINE

TIME_ZONE = "Asia/Yekaterinburg"
DONE = 0


def add_commands(subparsers: Any) -> None:
    """Add `init`; what isn't given as an option is asked."""
    parser = subparsers.add_parser("init", help=gettext("make a real school in an empty database"))
    parser.add_argument("--name", help=gettext("the school's full name"))
    parser.add_argument("--short-name", help=gettext("its short name, for the head of a page"))
    parser.add_argument("--settlement", help=gettext("city, town or village"))
    parser.add_argument("--region", help=gettext("region"))
    parser.add_argument("--zone", help=gettext("time zone, for instance %(zone)s", zone=TIME_ZONE))
    parser.add_argument("--administrator", help=gettext("the first administrator's full name"))
    parser.add_argument("--position", help=gettext("the administrator's position"))
    parser.add_argument("--login", help=gettext("the administrator's login, otherwise made from the name"))
    parser.set_defaults(run=init)


def init(database: Database, arguments: argparse.Namespace) -> int:
    """Ask, make the school, print the slip. Raises `DatabaseNotEmpty` before anything is asked."""
    database.create_schema()
    with database.reading() as session:
        if session.scalar(select(School.id).limit(1)) is not None:
            raise DatabaseNotEmpty()
    school = read_school(arguments)
    administrator = read_administrator(arguments)
    with database.writing() as session:
        slip = found_school(session, actor=COMMAND_LINE, school=school, administrator=administrator)
    say()
    say(gettext("The school is ready. Its administrator signs in with"))
    say("  " + gettext("login: %(login)s", login=slip.login))
    say("  " + gettext("password: %(password)s (changed at the first sign-in)", password=slip.password))
    say()
    say(
        gettext("Next: start the journal with “journal serve”, sign in and import the school's spreadsheets.")
    )
    say(gettext("Periods and holidays of this school year are offered there and can be edited."))
    return DONE


def read_school(arguments: argparse.Namespace) -> NewSchool:
    """What is asked about the school; a wrong time zone is refused at once."""
    name = answer(arguments.name, "--name", gettext("The school's full name"))
    short_name = answer(arguments.short_name, "--short-name", gettext("Short name"), name)
    settlement = answer(arguments.settlement, "--settlement", gettext("City, town or village"), "")
    region = answer(arguments.region, "--region", gettext("Region"), "")
    zone = answer(arguments.zone, "--zone", gettext("Time zone"), TIME_ZONE)
    return NewSchool(name, short_name, settlement, region, check_time_zone(zone))


def read_administrator(arguments: argparse.Namespace) -> NewAdministrator:
    """What is asked about the first administrator."""
    full_name = answer(
        arguments.administrator, "--administrator", gettext("The first administrator's full name")
    )
    position = answer(arguments.position, "--position", gettext("Position"), "системный администратор")
    return NewAdministrator(full_name, position, arguments.login or "")


def answer(given: str | None, option: str, question: str, default: str | None = None) -> str:
    """The value of an option, else what a person types, else the default.

    Raises `AnswerMissing` where nobody is at the terminal and there is no default.
    """
    if given is not None:
        return given
    is_asked = sys.stdin.isatty()
    shown = f"{question} [{default}]" if default else question
    typed = ask(shown) if is_asked else ""
    if typed or default is not None:
        return typed or str(default)
    if not is_asked:
        raise AnswerMissing(option=option)
    return answer(given, option, question, default)
