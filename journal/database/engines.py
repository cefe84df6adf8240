"""Engines for both databases, with the settings that keep acknowledged marks safe."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

WRITING = "journal_writing"


def make_engine(url: str) -> Engine:
    """An engine for a SQLite or PostgreSQL address; its errors hide values, which may be personal data."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _make_sqlite_engine(address)
    return _make_postgresql_engine(address)


def make_private_file(engine: Engine) -> None:
    """Make a new SQLite file readable by its owner only: it will hold the school's personal data."""
    path = engine.url.database
    if engine.dialect.name == "sqlite" and path and path != ":memory:" and not Path(path).exists():
        Path(path).touch(mode=0o600)


def _make_sqlite_engine(address: URL) -> Engine:
    engine = create_engine(
        address, hide_parameters=True, connect_args={"timeout": 30, "check_same_thread": False}
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    """WAL with FULL lost nothing in simulated power cuts; every connection is made to say that it obeys."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    # Else «INSERT OR REPLACE» would remove a row of the history past the trigger that refuses it.
    connection.execute("PRAGMA recursive_triggers=ON")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    for pragma, value in wanted.items():
        (actual,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if actual != value:
            raise RuntimeError(f"SQLite refused PRAGMA {pragma}={value}: it says {actual}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer begins IMMEDIATE, so that a read followed by a write never fails; a reader cannot write."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _make_postgresql_engine(address: URL) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    """A reader sees one moment of the record, as SQLite's does, and cannot write."""
    if not connection.get_execution_options().get(WRITING, False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
