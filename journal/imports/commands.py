"""`journal import`: a real school's spreadsheets from a folder."""

import argparse
from pathlib import Path
from typing import Any

from flask_babel import gettext

from journal.console import say
from journal.database import Database
from journal.imports.command import run_import
from journal.permissions.actor import COMMAND_LINE

ANSWERS = "journal-import-answers.json"


def add_commands(subparsers: Any) -> None:
    """Add `import`."""
    parser = subparsers.add_parser(
        "import",
        help=gettext("read the school's spreadsheets"),
        description=gettext(
            "Shows what the spreadsheets of a folder would create and what they leave open; the questions go "
            "to a file and the exit status is 2. With the answers in that file everything is written at once."
        ),
    )
    parser.add_argument(
        "folder", type=Path, metavar=gettext("FOLDER"), help=gettext("where the .xlsx files are")
    )
    parser.add_argument(
        "--answers",
        type=Path,
        metavar=gettext("FILE"),
        help=gettext("the file with your answers: import now"),
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar=gettext("FILE"),
        default=Path(ANSWERS),
        help=gettext("where to write the questions, by default %(file)s in this folder", file=ANSWERS),
    )
    parser.set_defaults(run=import_folder)


def import_folder(database: Database, arguments: argparse.Namespace) -> int:
    """Run the import, say what it found, and return its exit status."""
    report = run_import(
        database,
        actor=COMMAND_LINE,
        folder=arguments.folder,
        answers_path=arguments.answers,
        write_to=arguments.questions,
    )
    say(report.text)
    return report.status
