"""Changing rows behind the program's back, as somebody with the database's own password could."""

import sqlite3

import psycopg

from journal.database import Database
from tests.engines import ROLE


def tamper(database: Database, *statements: str) -> None:
    """Take the guard of the history down, and run the statements past keys and rights."""
    if database.engine.dialect.name == "sqlite":
        tamper_sqlite(str(database.engine.url.database), *statements)
    else:
        tamper_postgresql(database.url, *statements)


def tamper_sqlite(path: str, *statements: str) -> None:
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for statement in (*(f"DROP TRIGGER {name}" for (name,) in triggers), *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()


def tamper_postgresql(url: str, *statements: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "").replace(f"{ROLE}@", "postgres@")) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("ALTER TABLE amendment_texts DROP CONSTRAINT IF EXISTS ck_amendment_texts_digest")
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
