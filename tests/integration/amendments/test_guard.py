"""No row of the history can be changed (R-AMEND): triggers on SQLite, missing rights on PostgreSQL."""

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from journal.amendments.guard import WRITABLE, read_guard
from journal.amendments.record import Place, record_text
from journal.database import Database
from journal.errors import HistoryUnguarded
from journal.models import AmendmentText
from journal.permissions.actor import COMMAND_LINE
from tests.engines import ROLE, PostgreSQLDatabases
from tests.factories import FRIDAY, make_school

REFUSED = (
    "UPDATE amendments SET after = '5'",
    "UPDATE amendments SET id = id + 1000",
    "DELETE FROM amendments",
    "UPDATE chain_links SET hash = previous",
    "UPDATE chain_links SET number = number + 1",
    "DELETE FROM chain_links",
    "UPDATE chains SET kind = 'daily'",
    "DELETE FROM chains",
    "UPDATE amendment_texts SET digest = 'x'",
    "UPDATE amendment_texts SET content = 'Иное'",
    "DELETE FROM amendment_texts",
)
ONLY_SQLITE = (
    "UPDATE chains SET head_number = head_number - 1",
    "UPDATE chains SET head_hash = 'x'",
    "UPDATE amendment_texts SET content = content",
    "INSERT OR REPLACE INTO chain_links SELECT * FROM chain_links",
    "INSERT OR REPLACE INTO amendment_texts SELECT digest, salt, 'Иное' FROM amendment_texts",
)
ONLY_POSTGRESQL = ("TRUNCATE amendments CASCADE", "TRUNCATE chain_links", "TRUNCATE amendment_texts CASCADE")


@pytest.fixture
def history(database: Database) -> None:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        make_school(session)
        record_text(session, actor=COMMAND_LINE, kind="topic", place=Place(), before="", after="Дроби")


def read_rows(database: Database) -> list[object]:
    with database.reading() as session:
        return [
            tuple(row)
            for table in WRITABLE
            for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))
        ]


@pytest.mark.usefixtures("history")
def test_every_change_of_a_row_is_refused(database: Database, engine_name: str) -> None:
    before = read_rows(database)
    extra = ONLY_SQLITE if engine_name == "sqlite" else ONLY_POSTGRESQL
    for statement in (*REFUSED, *extra):
        with pytest.raises(DatabaseError), database.writing() as session:
            session.execute(text(statement))
    assert read_rows(database) == before != []


@pytest.mark.usefixtures("history")
def test_a_text_may_be_erased_and_nothing_else(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE amendment_texts SET content = NULL, salt = NULL"))
    with database.reading() as session:
        assert session.scalars(select(AmendmentText.content)).all() == [None]
    with pytest.raises(DatabaseError), database.writing() as session:
        session.execute(text("UPDATE amendment_texts SET content = 'Иное', salt = ''"))


def test_a_server_starts_only_behind_the_guard(database: Database, engine_name: str) -> None:
    database.check_ready()
    lift = {
        "sqlite": "DROP TRIGGER amendments_delete_refused",
        "postgresql": "GRANT DELETE ON amendments TO CURRENT_USER",
    }
    with database.writing() as session:
        session.execute(text(lift[engine_name]))
    with database.reading() as session:
        assert read_guard(session.connection()) == "down"
    with pytest.raises(HistoryUnguarded):
        database.check_ready()
    database.create_schema()
    database.check_ready()


def test_a_trigger_that_does_nothing_is_no_guard(database: Database, engine_name: str) -> None:
    if engine_name == "sqlite":
        name = "amendments_update_refused"
        harmless = f"CREATE TRIGGER {name} BEFORE UPDATE ON amendments BEGIN SELECT 1; END"
        changes = (f"DROP TRIGGER {name}", harmless)
    else:
        changes = ("GRANT UPDATE (after) ON amendments TO CURRENT_USER",)
    with database.writing() as session:
        for change in changes:
            session.execute(text(change))
    with database.reading() as session:
        assert read_guard(session.connection()) == "down"


def test_a_superuser_is_told_to_be_none(postgresql_databases: PostgreSQLDatabases) -> None:
    with postgresql_databases.lend() as url:
        database = Database(url.replace(f"{ROLE}@", "postgres@"))
        with database.reading() as session:
            assert read_guard(session.connection()) == "superuser"
        database.check_ready()
        database.dispose()
