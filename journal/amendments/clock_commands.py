"""`journal clock show` and `journal clock accept`, in words."""

import argparse
from typing import Any

from flask_babel import gettext

from journal.amendments.clock_acceptance import accept_clock
from journal.amendments.moments import read_clock
from journal.console import say
from journal.database.database import Database
from journal.error_messages import show_moment
from journal.permissions.actor import COMMAND_LINE
from journal.school import school_zone

RIGHT, SET_BACK = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `clock show` and `clock accept`."""
    parser = subparsers.add_parser("clock", help=gettext("compare the computer's clock with the record"))
    steps = parser.add_subparsers(required=True, metavar=gettext("command"))
    show = steps.add_parser("show", help=gettext("what the clock says, and the latest moment of the record"))
    show.set_defaults(run=run_show)
    accept = steps.add_parser(
        "accept",
        help=gettext("go on from the present time, after the clock had been fast; kept in the history"),
    )
    accept.add_argument("reason", help=gettext("why, in Russian: it is kept with the change"))
    accept.set_defaults(run=run_accept)


def run_show(database: Database, _arguments: argparse.Namespace) -> int:
    """Show both times; the exit status is 1 while writing is refused."""
    with database.reading() as session:
        state, zone = read_clock(session), school_zone(session)
    say(gettext("The clock says: %(moment)s.", moment=show_moment(state.now.astimezone(zone))))
    if state.latest is None:
        say(gettext("Nothing was recorded yet."))
        return RIGHT
    say(
        gettext(
            "The latest moment of the record: %(moment)s.", moment=show_moment(state.latest.astimezone(zone))
        )
    )
    if not state.is_set_back:
        say(gettext("The clock is right."))
        return RIGHT
    say(gettext("The clock was set back, so nothing can be changed. Set it right."))
    say(gettext("If it is right now and was fast before: journal clock accept “why”."))
    return SET_BACK


def run_accept(database: Database, arguments: argparse.Namespace) -> int:
    """Accept the clock, or say that there is nothing to accept. Raises `Empty`, `TooLong`, `NotRussian`."""
    with database.writing() as session:
        zone = school_zone(session)
        latest = accept_clock(session, actor=COMMAND_LINE, reason=arguments.reason)
    if latest is None:
        say(gettext("The clock is right: there is nothing to accept, and nothing was changed."))
        return RIGHT
    say(
        gettext(
            "Accepted. The record had gone on until %(moment)s; from now on it follows the clock again. "
            "What was closed meanwhile stays closed; the director can allow changes at a written request.",
            moment=show_moment(latest.astimezone(zone)),
        )
    )
    return RIGHT
