"""`journal scheduler`: the jobs in a process of their own, beside a server of several processes."""

import argparse
from typing import Any

from flask_babel import gettext

from journal.archive.press import Press
from journal.config import Settings
from journal.console import complain, say
from journal.database import Database
from journal.extracts.mailing import make_parcel_errand
from journal.notices.mailer import make_errand
from journal.scheduler.process import run_forever

DONE, FAILED = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `scheduler`."""
    parser = subparsers.add_parser(
        "scheduler", help=gettext("close lessons and final marks when it is time, until it is stopped")
    )
    parser.set_defaults(run=run_scheduler)


def run_scheduler(database: Database, _arguments: argparse.Namespace) -> int:
    """Do what is due until the process is told to end. Raises `OldSchema` and `HistoryUnguarded`."""
    database.check_ready()
    try:
        settings = Settings.from_environment(secret_key="nothing is signed here")
    except ValueError as error:
        complain(gettext("A setting of the server is wrong: %(problem)s", problem=error))
        return FAILED
    say(gettext("The scheduler runs; stop it with Ctrl+C. Several may run: each job is done once."))
    run_forever(database, [make_errand(settings), make_parcel_errand(settings), Press()])
    return DONE
