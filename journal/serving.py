"""`journal serve`: the one-process server, with the scheduler inside."""

import argparse
import gc
import signal
import socket
from typing import Any

import waitress
from flask_babel import gettext

from journal.app import create_app
from journal.archive.press import Press
from journal.config import Settings
from journal.console import complain, say
from journal.database import Database
from journal.extracts.mailing import make_parcel_errand
from journal.notices.mailer import make_errand
from journal.scheduler.process import start_in_background
from journal.scheduler.scheduler import Errand
from journal.school import get_school

HOST, PORT = "127.0.0.1", 8000
THREADS = 8
DONE, FAILED = 0, 1


def add_commands(subparsers: Any) -> None:
    """Add `serve`."""
    parser = subparsers.add_parser(
        "serve", help=gettext("serve the journal, closing lessons when it is time")
    )
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.set_defaults(run=serve)


def serve(database: Database, arguments: argparse.Namespace) -> int:
    """Serve the school until the process is stopped. Raises `NoSchool`, `OldSchema`, `HistoryUnguarded`."""
    database.check_ready()
    with database.reading() as session:
        get_school(session)
    return run_server(database.url, arguments.host, arguments.port)


def run_server(database_url: str, host: str, port: int) -> int:
    """Serve pages and run the scheduler in this process; 1 where the port is taken or a setting is wrong."""
    if is_taken(host, port):
        complain(
            gettext(
                "Port %(port)s is taken by another program. Stop it, or choose another port with --port.",
                port=port,
            )
        )
        return FAILED
    try:
        settings = Settings.from_environment(database_url=database_url)
    except ValueError as error:
        complain(gettext("A setting of the server is wrong: %(problem)s", problem=error))
        return FAILED
    app = create_app(settings)
    database: Database = app.extensions["database"]
    scheduler = None
    if settings.scheduler:
        errands: list[Errand] = [make_errand(settings), make_parcel_errand(settings), Press()]
        scheduler = start_in_background(database, errands)
    say(
        gettext(
            "The journal is open at http://%(host)s:%(port)s (stop it with Ctrl+C).", host=host, port=port
        )
    )
    settle_memory()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        waitress.serve(app, host=host, port=port, threads=THREADS, ident=None, _quiet=True)
    finally:
        if scheduler:
            scheduler.stop()
        database.dispose()
    return DONE


def settle_memory() -> None:
    """Spare what lives as long as the process from every later search for garbage.

    A page makes thousands of short-lived objects; without this a third of its time is such searches.
    """
    gc.collect()
    gc.freeze()


def is_taken(host: str, port: int) -> bool:
    """Whether something listens at that address already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
