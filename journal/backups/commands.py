"""`journal backup` and `journal restore`, in words."""

import argparse
from pathlib import Path
from typing import Any

from flask_babel import format_datetime, gettext

from journal import clock
from journal.amendments.commands import describe_report
from journal.backups.dump import make_backup
from journal.backups.errors import BadBackup, NotEmpty
from journal.backups.restore import Restored, restore_backup
from journal.console import complain, say
from journal.database import Database

DONE, FAILED = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `backup` and `restore`."""
    parser = subparsers.add_parser("backup", help=gettext("put the whole record into one file"))
    parser.add_argument("file", type=Path, nargs="?", help=gettext("by default named by the moment"))
    parser.set_defaults(run=run_backup)
    parser = subparsers.add_parser("restore", help=gettext("bring the record back from a backup"))
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--replace",
        action="store_true",
        help=gettext("replace the school that is there; it is put into a backup first"),
    )
    parser.set_defaults(run=run_restore)


def run_backup(database: Database, arguments: argparse.Namespace) -> int:
    """Make a backup and say where it is."""
    path = arguments.file or Path(f"journal-{clock.now():%Y-%m-%d-%H%M%S}.zip")
    try:
        manifest = make_backup(database, path)
    except OSError as error:
        complain(gettext("The backup could not be written: %(why)s.", why=error.strerror or str(error)))
        return FAILED
    say(
        gettext(
            "The backup is in %(path)s: %(rows)s rows. It holds personal data, so keep it where only you can "
            "read it, and on another computer.",
            path=path,
            rows=manifest.rows,
        )
    )
    return DONE


def run_restore(database: Database, arguments: argparse.Namespace) -> int:
    """Restore a backup, verify the history and say what was found."""
    database.create_schema()
    try:
        restored = restore_backup(database, arguments.file, replace=arguments.replace)
    except NotEmpty:
        complain(
            gettext(
                "The database holds a school already, so nothing was changed. To replace it, stop the server "
                "and add --replace: what is there now is put into a backup first."
            )
        )
        return FAILED
    except BadBackup as error:
        complain(describe_refusal(error))
        return FAILED
    except OSError as error:
        complain(gettext("The backup could not be read: %(why)s.", why=error.strerror or str(error)))
        return FAILED
    say(describe_restored(restored))
    return FAILED if restored.damages or restored.history.troubles else DONE


def describe_restored(restored: Restored) -> str:
    """What was restored and what the checks say."""
    lines = [
        gettext(
            "Restored: %(rows)s rows, as they stood on %(moment)s (UTC).",
            rows=restored.manifest.rows,
            moment=format_datetime(restored.manifest.made_at, "d MMMM y, HH:mm", rebase=False),
        )
    ]
    if restored.aside:
        lines.append(gettext("What was there before is in %(path)s.", path=restored.aside))
    if restored.damages:
        lines.append(gettext("The database's own check found damage: %(what)s.", what=restored.damages[0]))
    return "\n".join((*lines, describe_report(restored.history)))


def describe_refusal(error: BadBackup) -> str:
    """Why a file isn't restored. Nothing was touched."""
    why = {
        "zip": gettext("The file is no backup of a journal, or was cut short."),
        "manifest": gettext("The file is no backup of a journal: it doesn't say what it holds."),
        "format": gettext("The backup was made by a newer version. Install that version and try again."),
        "schema": gettext(
            "The backup was made by another version. Restore it with that version, then update."
        ),
        "tables": gettext("The backup has other tables than this version knows."),
        "digest": gettext("The backup was damaged or altered: a table doesn't fit its digest."),
        "row": gettext("The backup was damaged: a row can't be read."),
    }[error.why]
    return f"{why} {gettext('Nothing was changed.')}"
