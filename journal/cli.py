"""The command `journal`: one list of command modules, each with an `add_commands`."""

import argparse
import sys
from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy.exc import DatabaseError

import journal.amendments.clock_commands
import journal.amendments.commands
import journal.backups.commands
import journal.bundles.commands
import journal.database.commands
import journal.demo.commands
import journal.founding.commands
import journal.imports.commands
import journal.scheduler.commands
import journal.serving
from journal.config import Settings
from journal.console import choose_language, complain, speaking
from journal.database import Database
from journal.error_messages import explain
from journal.errors import JournalError, NoSchool
from journal.i18n import LANGUAGES

COMMAND_MODULES = (
    journal.demo.commands,
    journal.founding.commands,
    journal.imports.commands,
    journal.serving,
    journal.scheduler.commands,
    journal.backups.commands,
    journal.amendments.commands,
    journal.amendments.clock_commands,
    journal.bundles.commands,
    journal.database.commands,
)
FAILED, INTERRUPTED = 1, 130
# How SQLite and PostgreSQL say that there are no tables yet.
NO_TABLE, UNDEFINED_TABLE = "no such table", "42P01"
SCHEMES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 refused, 2 wrong options or open questions."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    with speaking(choose_language(find_language(arguments))):
        parsed = make_parser().parse_args(arguments)
        return run(parsed)


def find_language(arguments: list[str]) -> str | None:
    """The value of `--language`, wanted before the help can be written."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--language")
    try:
        known, _ = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    language: str | None = known.language
    return language


def make_parser() -> argparse.ArgumentParser:
    """The parser with every command; each sets `run`, which takes the database and the arguments."""
    parser = argparse.ArgumentParser(
        prog="journal", description=gettext("The electronic class journal of a school.")
    )
    parser.add_argument("--language", choices=LANGUAGES, help=gettext("the language of messages"))
    parser.add_argument(
        "--database",
        type=read_database_url,
        metavar="URL",
        default=Settings.database_url_of_environment(),
        help=gettext(
            "where the school's record is, by default the file journal.db in this folder "
            "or what the variable JOURNAL_DATABASE_URL names"
        ),
    )
    subparsers = parser.add_subparsers(required=True, metavar=gettext("command"))
    for module in COMMAND_MODULES:
        module.add_commands(subparsers)
    return parser


def read_database_url(text: str) -> str:
    """The address of a database; a plain path is a SQLite file; `ArgumentTypeError` on another kind."""
    url = text if "://" in text else f"sqlite:///{text}"
    if not url.startswith(SCHEMES):
        raise argparse.ArgumentTypeError(
            gettext("The database is a file, or an address that begins with sqlite:/// or postgresql://")
        )
    return url


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen command on its database and explain what it refuses."""
    try:
        database = Database(arguments.database, clock_tolerance=Settings.clock_tolerance_of_environment())
    except ValueError as error:
        complain(gettext("A setting of the server is wrong: %(problem)s", problem=error))
        return FAILED
    try:
        status: int = arguments.run(database, arguments)
    except JournalError as error:
        complain(str(explain(error)))
        return FAILED
    except DatabaseError as error:
        complain(describe_trouble(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        database.dispose()
    return status


def describe_trouble(error: DatabaseError) -> str:
    """What is wrong with the database: most often it is new and has no tables."""
    problem = str(error.orig)
    if NO_TABLE in problem or getattr(error.orig, "sqlstate", None) == UNDEFINED_TABLE:
        return str(explain(NoSchool()))
    return gettext("The database could not be used: %(problem)s", problem=problem)
