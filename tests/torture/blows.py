"""What is done to a server under load: its processes are killed, or the PostgreSQL under it falls."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.engines import import_pgserver, make_schema
from tests.torture.rounds import Blow, Figures, make_writers, opened, torture
from tests.torture.server import Server

WRITERS = 8


def kill_server(url: str, kills: int) -> Figures:
    """Kill every process of the server, and start it again."""
    server = Server(url)
    return _run(url, server, Blow(server.kill, server.start), kills)


def kill_postgresql(postgresql: Any, url: str, kills: int) -> Figures:
    """Let the database fall under a server that goes on running, and start the database again."""
    server = Server(url)

    def recover() -> float:
        began = time.monotonic()
        postgresql.ensure_postgres_running()
        server.wait(began)
        return time.monotonic() - began

    return _run(url, server, Blow(lambda: crash(postgresql), recover), kills)


def _run(url: str, server: Server, blow: Blow, kills: int) -> Figures:
    with opened(url) as app:
        try:
            return torture(server, app, make_writers(app, WRITERS), blow, kills)
        finally:
            server.stop()


@contextmanager
def served_postgresql() -> Iterator[Any]:
    """A PostgreSQL of its own, with all the care for the disk that it has as delivered."""
    folder = Path(tempfile.mkdtemp(prefix="journal-torture-"))
    postgresql = import_pgserver().get_server(folder, cleanup_mode="delete")
    try:
        yield postgresql
    finally:
        postgresql.cleanup()


def make_database(postgresql: Any, name: str) -> str:
    """A database with all tables and no rows; its address."""
    postgresql.psql(f"CREATE DATABASE {name};")
    url: str = postgresql.get_uri(name, driver="psycopg")
    make_schema(url)
    return url


def crash(postgresql: Any) -> None:
    """Let PostgreSQL fall as in a power cut; its next start recovers from its log."""
    os.kill(postgresql.get_pid(), signal.SIGQUIT)
    while (Path(postgresql.pgdata) / "postmaster.pid").exists():
        time.sleep(0.02)
