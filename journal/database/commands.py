"""`journal migrate`: the tables of the newest version, after the program was updated."""

import argparse
from typing import Any

from flask_babel import gettext

from journal.console import say
from journal.database.database import Database

DONE = 0


def add_commands(subparsers: Any) -> None:
    """Add `migrate`."""
    parser = subparsers.add_parser("migrate", help=gettext("bring the database up to date after an update"))
    parser.set_defaults(run=run_migrate)


def run_migrate(database: Database, _arguments: argparse.Namespace) -> int:
    """Create the tables, or change those of an earlier version."""
    database.create_schema()
    say(gettext("The database is up to date."))
    return DONE
