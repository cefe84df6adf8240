"""What keeps the rows of the history from being updated or deleted, below the program itself (R-AMEND).

SQLite has triggers. PostgreSQL has missing rights: the program's role takes them from itself, and the server
refuses even the owner of a table until it grants them anew. Only a superuser is stopped by no missing right.
What may change: the head of a chain, which only moves on, and a text aside, which may only be erased.
"""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection, inspect, text

Guard = Literal["stands", "down", "superuser"]

REFUSAL = "the history only grows"
# Every table whose rows stay, and which change of a row is refused; None: any.
CHANGES: Mapping[str, str | None] = {
    "amendments": None,
    "chain_links": None,
    "chains": "NEW.head_number <= OLD.head_number OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind"
    " OR NEW.class_id IS NOT OLD.class_id",
    "amendment_texts": "NEW.digest IS NOT OLD.digest OR NEW.content IS NOT NULL OR NEW.salt IS NOT NULL",
}
# Which columns the program may still write on PostgreSQL. A link refers to its amendment, and to look whether
# that is there PostgreSQL wants the right to lock it, which is that of writing some column: the number, which
# the reference itself keeps as it is. A text that doesn't fit its digest is refused by a check of the table.
WRITABLE: Mapping[str, tuple[str, ...]] = {
    "amendments": ("id",),
    "chain_links": (),
    "chains": ("head_number", "head_hash"),
    "amendment_texts": ("content", "salt"),
}
REVOKED = "UPDATE, DELETE, TRUNCATE"


def set_guard(connection: Connection) -> None:
    """Put the guard up where it isn't; only the owner of the tables can."""
    if connection.dialect.name == "sqlite":
        _make_triggers(connection)
        return
    for table, columns in WRITABLE.items():
        connection.execute(text(f"REVOKE {REVOKED} ON {table} FROM CURRENT_USER"))
        if columns:
            connection.execute(text(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO CURRENT_USER"))


def lift_guard(connection: Connection) -> None:
    """Take the guard down for the rest of this transaction, whose end must be `set_guard`.

    For a restore and for a new version of the tables alone.
    """
    if connection.dialect.name == "sqlite":
        for name in _describe_triggers():
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        return
    for table in WRITABLE:
        if inspect(connection).has_table(table):
            connection.execute(text(f"GRANT {REVOKED} ON {table} TO CURRENT_USER"))


def read_guard(connection: Connection) -> Guard:
    """Whether the guard stands. A trigger of the same name that does something else is none."""
    if connection.dialect.name == "sqlite":
        found = _read_triggers(connection)
        return "stands" if _describe_triggers().items() <= found.items() else "down"
    if connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        return "superuser"
    return "down" if any(_may_change(connection, table) for table in WRITABLE) else "stands"


def _may_change(connection: Connection, table: str) -> bool:
    """Whether the role may delete rows of a table or update more than the columns that it needs."""
    may = "has_table_privilege(:table, 'DELETE') OR has_table_privilege(:table, 'TRUNCATE')"
    columns = (
        "SELECT 1 FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum > 0"
        " AND NOT attisdropped AND attname <> ALL(:writable)"
        " AND has_column_privilege(attrelid, attnum, 'UPDATE')"
    )
    query = text(f"SELECT {may} OR EXISTS ({columns})")
    return bool(connection.scalar(query, {"table": table, "writable": list(WRITABLE[table])}))


def _make_triggers(connection: Connection) -> None:
    found = _read_triggers(connection)
    for name, statement in _describe_triggers().items():
        if found.get(name) != statement:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.exec_driver_sql(statement)


def _read_triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {row.name: row.sql for row in rows}


def _describe_triggers() -> dict[str, str]:
    """The statement of every trigger, as SQLite keeps it."""
    triggers = {}
    for table, change in CHANGES.items():
        refused = {"update": f" WHEN {change}" if change else "", "delete": ""}
        for event, condition in refused.items():
            name = f"{table}_{event}_refused"
            triggers[name] = (
                f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW{condition}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    return triggers
