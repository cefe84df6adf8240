"""`journal demo`: make the demo school where there is none, print its logins, serve it."""

import argparse
from datetime import date
from typing import Any

from flask_babel import format_date, gettext
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from journal import clock
from journal.accounts.hashing import is_password
from journal.console import say, show_progress
from journal.database import Database
from journal.demo.accounts import DEMO_LOGINS, DemoLogin
from journal.demo.builder import build_demo
from journal.demo.calendar import TIME_ZONE
from journal.demo.history import SOURCE
from journal.errors import DatabaseNotEmpty
from journal.models import Account, Amendment, School
from journal.serving import HOST, PORT, run_server

DEFAULT_SEED = 1
DONE = 0


def add_commands(subparsers: Any) -> None:
    """Add `demo`."""
    parser = subparsers.add_parser("demo", help=gettext("make a demo school and serve it on this computer"))
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help=gettext("another number, another school")
    )
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=gettext("the day up to which lessons are filled in, by default today"),
    )
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-serve", action="store_true", help=gettext("only make the school"))
    parser.set_defaults(run=run_demo)


def run_demo(database: Database, arguments: argparse.Namespace) -> int:
    """Make or keep the demo school, print who can sign in, and serve. Raises `DatabaseNotEmpty`."""
    database.create_schema()
    with database.reading() as session:
        is_empty = session.scalar(select(School.id).limit(1)) is None
        is_demo = bool(session.scalar(select(exists().where(Amendment.source == SOURCE))))
    if not is_empty and not is_demo:
        raise DatabaseNotEmpty()
    if is_empty:
        make_demo(database, arguments.seed, arguments.date or clock.today(TIME_ZONE))
    else:
        say(gettext("The demo school is kept as it is. To begin anew, delete its database file."))
    with database.reading() as session:
        print_logins(session)
    if arguments.no_serve:
        return DONE
    return run_server(database.url, HOST, arguments.port)


def make_demo(database: Database, seed: int, today: date) -> None:
    """Build the school and show how far it has come."""
    say(gettext("Making the demo school as of %(day)s…", day=format_date(today, "d MMMM y")))
    with database.writing() as session:
        build_demo(session, seed=seed, today=today, progress=show_step)


def show_step(step: str, percent: int) -> None:
    """Show a step of the builder in the person's language."""
    names = {
        "people": gettext("people and classes"),
        "lessons": gettext("lessons and marks"),
        "history": gettext("the history of changes"),
        "saving": gettext("saving"),
        "ready": gettext("ready"),
    }
    show_progress(names[step], percent)


def print_logins(session: Session) -> None:
    """Print every demo login with its password, or that somebody has changed it."""
    accounts = {
        account.login: account
        for account in session.scalars(
            select(Account).where(Account.login.in_([each.login for each in DEMO_LOGINS]))
        )
    }
    say()
    say(gettext("Who can sign in (login, password):"))
    for each in DEMO_LOGINS:
        account = accounts.get(each.login)
        if account:
            kept = is_password(each.password, account.password_hash)
            password = each.password if kept else gettext("(the password was changed)")
            say(f"  {each.login:<15} {password:<20} {name_role(each)}: {account.person.full_name}")
    say()


def name_role(login: DemoLogin) -> str:
    """What the person of a demo login is in the school."""
    names = {
        "administrator": gettext("administrator, teaches too"),
        "director": gettext("director, teaches too"),
        "deputy": gettext("deputy head"),
        "secretary": gettext("secretary"),
        "teacher": gettext("teacher"),
        "tutor": gettext("class tutor"),
        "pupil": gettext("pupil"),
        "parent": gettext("parent of two or more"),
        "hats": gettext("administrator, teacher, tutor and parent in one"),
    }
    return names[login.role]
