"""`journal archive verify FILE`: whether a bundle is as it was sealed, in words."""

import argparse
import hashlib
from pathlib import Path
from typing import Any

from flask_babel import gettext, ngettext

from journal.amendments.commands import read_head
from journal.amendments.heads import Head
from journal.bundles.check import BundleReport, Fault, check_bundle
from journal.console import complain, say
from journal.database.database import Database

SOUND, BROKEN = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `archive verify`."""
    archive = subparsers.add_parser("archive", help=gettext("the archive of past years"))
    commands = archive.add_subparsers(required=True, metavar=gettext("command"))
    parser = commands.add_parser("verify", help=gettext("check that a bundle is as it was sealed"))
    parser.add_argument("file", type=Path, help=gettext("the bundle: a zip file"))
    parser.add_argument(
        "--head",
        type=read_head,
        metavar="CHAIN:NUMBER:HASH",
        help=gettext("compare it with the head that the printed journal bears"),
    )
    parser.set_defaults(run=run_verify)


def run_verify(_database: Database, arguments: argparse.Namespace) -> int:
    """Check a bundle and say what was found; the exit status is 1 where it was changed. Needs no database."""
    try:
        content = arguments.file.read_bytes()
    except OSError:
        complain(gettext("The file %(path)s can't be read.", path=arguments.file))
        return BROKEN
    report = check_bundle(content)
    is_other = arguments.head is not None and arguments.head != find_head(report)
    say(describe_report(report))
    say(gettext("SHA-256 of the file: %(digest)s", digest=hashlib.sha256(content).hexdigest()))
    if is_other:
        say(gettext("Its history does not end with the head that was given."))
    return BROKEN if report.faults or is_other else SOUND


def find_head(report: BundleReport) -> Head | None:
    """The head that a bundle says that it has."""
    chain = report.label.get("chain")
    return Head(chain["id"], chain["number"], chain["hash"]) if chain else None


def describe_report(report: BundleReport) -> str:
    """What was looked at, and every fault in a line of its own."""
    label = report.label
    lines = [
        gettext(
            "Class %(name)s, %(year)s, version %(version)s, papers of %(moment)s.",
            name=label["class_name"],
            year=label["year"],
            version=label["version"],
            moment=label["made_at"],
        )
        if "class_name" in label
        else "",
        ngettext("%(num)s file fits its SHA-256.", "%(num)s files fit their SHA-256.", report.files),
        ngettext("%(num)s change is linked.", "%(num)s changes are linked.", report.links),
        *(describe_fault(fault) for fault in report.faults),
        gettext("The bundle is as it was sealed.")
        if not report.faults
        else gettext("The bundle was changed."),
    ]
    return "\n".join(line for line in lines if line)


def describe_fault(fault: Fault) -> str:
    """One thing that is wrong."""
    where = fault.where
    return {
        "not-a-bundle": gettext("This is no bundle of the journal, or it is damaged."),
        "unknown-format": gettext("The bundle is of format %(where)s, which is unknown here.", where=where),
        "file-missing": gettext("The file %(where)s is missing.", where=where),
        "file-changed": gettext("The file %(where)s was changed.", where=where),
        "file-added": gettext("The file %(where)s stands in no list.", where=where),
        "link": gettext("Change %(where)s of the history does not fit its hash.", where=where),
        "head": gettext("The history ends with change %(where)s, and not with its head.", where=where),
        "text": gettext("A text of the history does not fit its digest %(where)s.", where=where),
    }[fault.what]
