"""The migrations make exactly the tables that the models describe, on both engines."""

import re
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from journal.database import Database
from journal.database.engines import WRITING
from journal.database.migrations import newest_version, read_version
from journal.errors import OldSchema
from journal.models import Base

CATALOGUE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND type <> 'trigger'",
    "postgresql": """
        SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'column ' || table_name || '.' || column_name,
            concat_ws(' ', data_type, character_maximum_length, numeric_precision, numeric_scale, is_nullable,
                column_default)
            FROM information_schema.columns WHERE table_schema = 'public'
    """,
}


@pytest.fixture
def bare_database(database: Database) -> Database:
    """The database of this test without its tables."""
    with database.engine.execution_options(**{WRITING: True}).begin() as connection:
        drop_all(connection)
    return database


def drop_all(connection: Connection) -> None:
    Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def describe(connection: Connection) -> dict[str, str]:
    """Every table, column, constraint and index as the engine itself describes it."""
    rows = connection.execute(text(CATALOGUE[connection.dialect.name]))
    return {name: normalise(sql) for name, sql in rows if sql and "alembic_version" not in f"{name} {sql}"}


def normalise(sql: str) -> str:
    """The same words in any order and without quotes: SQLite only repeats the statement that made a table."""
    return " ".join(sorted(re.sub('[(),"]', " ", sql).split()))


def test_the_migrations_make_the_tables_of_the_models(bare_database: Database) -> None:
    with bare_database.engine.execution_options(**{WRITING: True}).begin() as connection:
        Base.metadata.create_all(connection)
        wanted = describe(connection)
        drop_all(connection)
    bare_database.create_schema()
    with bare_database.reading() as session:
        found = describe(session.connection())
    assert len(wanted) > 40
    assert found == wanted


def test_alembic_sees_no_difference(database: Database) -> None:
    """If it does: change the models back, or write a version with scripts/revision.py."""
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_version_is_reached_once(bare_database: Database) -> None:
    bare_database.create_schema()
    bare_database.create_schema()
    with bare_database.reading() as session:
        assert read_version(session.connection()) == newest_version() != ""


def test_an_empty_database_has_no_version(bare_database: Database) -> None:
    with bare_database.reading() as session:
        assert read_version(session.connection()) == ""


def test_tables_of_another_version_are_not_worked_with(database: Database) -> None:
    database.check_version()
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'other'"))
    with pytest.raises(OldSchema):
        database.check_version()


def test_an_empty_database_is_no_old_one(bare_database: Database) -> None:
    bare_database.check_version()


def test_four_processes_may_upgrade_at_once(bare_database: Database, database_url: str) -> None:
    errors: list[Exception] = []
    barrier = threading.Barrier(4)

    def upgrade() -> None:
        database = Database(database_url)
        try:
            barrier.wait()
            database.create_schema()
        except Exception as error:
            errors.append(error)
        finally:
            database.dispose()

    threads = [threading.Thread(target=upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with bare_database.reading() as session:
        assert read_version(session.connection()) == newest_version()
