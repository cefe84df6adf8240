"""`journal verify`: whether the history is whole, in words; `journal erase`: a text goes by order."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext, ngettext

import journal.amendments.sentences  # noqa: F401 - what a command may refuse
from journal.amendments.erasure import Order, erase_texts
from journal.amendments.guard import read_guard
from journal.amendments.heads import Head, load_heads, parse_head
from journal.amendments.verify import Report, Trouble, verify_history
from journal.console import complain, say
from journal.database.database import Database
from journal.permissions.actor import COMMAND_LINE

SOUND, BROKEN = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `verify` and `erase`."""
    parser = subparsers.add_parser("verify", help=gettext("check that the history of changes is whole"))
    parser.add_argument(
        "--heads",
        type=Path,
        metavar="FILE",
        help=gettext("compare it with heads that were kept in a file (see the page of the server's state)"),
    )
    parser.add_argument(
        "--head",
        type=read_head,
        action="append",
        default=[],
        metavar="CHAIN:NUMBER:HASH",
        help=gettext("compare it with a head as acts and archives bear it; may be given several times"),
    )
    parser.set_defaults(run=run_verify)
    parser = subparsers.add_parser("erase", help=gettext("erase the texts of a change by an order"))
    parser.add_argument("change", type=int, help=gettext("the number of the change"))
    parser.add_argument("--order", required=True, metavar="NUMBER", help=gettext("the number of the order"))
    parser.add_argument(
        "--date",
        required=True,
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=gettext("the date of the order"),
    )
    parser.set_defaults(run=run_erase)


def read_head(text: str) -> Head:
    """A head as it was printed; `ArgumentTypeError` on anything else."""
    try:
        return parse_head(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            gettext("a head is the number of its chain, its own number and its hash, with colons between")
        ) from None


def run_verify(database: Database, arguments: argparse.Namespace) -> int:
    """Verify the history and say what was found; the exit status is 1 where it is broken."""
    try:
        kept = load_heads(arguments.heads.read_text(encoding="utf-8")) if arguments.heads else []
    except (OSError, ValueError):
        complain(gettext("The heads in %(path)s can't be read.", path=arguments.heads))
        return BROKEN
    with database.reading() as session:
        report = verify_history(session, [*kept, *arguments.head])
        guard = read_guard(session.connection())
    say(describe_report(report))
    if guard == "down":
        say(gettext("The guard that keeps rows from being changed is down: “journal migrate” puts it up."))
    elif guard == "superuser":
        say(gettext("The database is opened by a superuser, whom the guard of the history can't stop."))
    return BROKEN if report.troubles else SOUND


def run_erase(database: Database, arguments: argparse.Namespace) -> int:
    """Erase the texts of a change; what is refused is said by whoever ran the command."""
    order = Order(arguments.order, arguments.date)
    with database.writing() as session:
        erase_texts(session, actor=COMMAND_LINE, amendment_id=arguments.change, order=order)
    say(gettext("The text was erased. The history says by which order."))
    return SOUND


def describe_report(report: Report) -> str:
    """What was looked at, and every trouble on a line of its own."""
    seen = gettext(
        "Chains: %(chains)s, links: %(links)s, texts: %(texts)s.",
        chains=report.chains,
        links=report.links,
        texts=report.texts,
    )
    if not report.troubles:
        return f"{seen}\n" + gettext("The history is whole.")
    count = len(report.troubles)
    found = ngettext(
        "The history is broken in %(num)s place. Keep the database as it is and tell the director.",
        "The history is broken in %(num)s places. Keep the database as it is and tell the director.",
        count,
    )
    return "\n".join((seen, found, *(f"  {describe_trouble(trouble)}" for trouble in report.troubles)))


def describe_trouble(trouble: Trouble) -> str:
    """Where and what, for instance «chain 3, no. 17, change 203: …»."""
    places = (
        gettext("chain %(id)s", id=trouble.chain_id) if trouble.chain_id is not None else "",
        gettext("no. %(number)s", number=trouble.number) if trouble.number is not None else "",
        gettext("change %(id)s", id=trouble.amendment_id) if trouble.amendment_id is not None else "",
    )
    what = {
        "link-missing": gettext("a link was removed"),
        "amendment-missing": gettext("the change that belongs here was removed"),
        "previous": gettext("the link doesn't continue the one before it"),
        "changed": gettext("the change or its link was altered"),
        "end": gettext("the chain doesn't end where it should: its tail was removed or replaced"),
        "kept-head": gettext("the head that was kept isn't in the chain: it was shortened or rewritten"),
        "unlinked": gettext("the change belongs to no chain: it was added past the program"),
        "text-changed": gettext("a text was altered"),
        "text-missing": gettext("a text was removed with its digest"),
        "heads-unreadable": gettext("the heads kept in the daily chain can't be read"),
    }[trouble.what]
    return f"{', '.join(place for place in places if place)}: {what}"
