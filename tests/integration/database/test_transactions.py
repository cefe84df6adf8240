"""Two kinds of transaction: one that can't write, and one that holds the only pen."""

import threading

import pytest
from filelock import FileLock
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from journal.database import Database
from journal.models import Subject
from tests.engines import SQLiteDatabases


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Subject.name).order_by(Subject.id)))


def test_a_reading_session_can_not_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        session.execute(insert(Subject).values(name="Музыка", short_name="Муз."))
    assert names(database) == []


def test_a_connection_that_has_read_may_write_next_and_the_other_way_round(database: Database) -> None:
    for number in range(3):
        assert len(names(database)) == number
        with database.writing() as session:
            session.add(Subject(name=f"Предмет {number}", short_name="П"))


def test_an_exception_leaves_nothing_behind_and_lets_others_write(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(Subject(name="Музыка", short_name="Муз."))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.writing() as session:
        session.add(Subject(name="Химия", short_name="Хим."))
    assert names(database) == ["Химия"]


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.reading() as session:
        assert session.scalars(select(Subject)).all() == []
        with database.writing() as writer:
            writer.add(Subject(name="Химия", short_name="Хим."))
        assert session.scalars(select(Subject)).all() == []
    assert names(database) == ["Химия"]


def test_eight_writers_that_read_first_all_succeed(database: Database) -> None:
    """In deferred transactions half of them would fail: a read followed by a write."""
    errors: list[Exception] = []
    barrier = threading.Barrier(8)

    def write(number: int) -> None:
        try:
            barrier.wait()
            for step in range(5):
                with database.writing() as session:
                    session.scalars(select(Subject)).all()
                    session.add(Subject(name=f"{number}.{step}", short_name="П"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(names(database)) == 40


def test_the_schema_may_be_created_again(database: Database) -> None:
    with database.writing() as session:
        session.add(Subject(name="Химия", short_name="Хим."))
    database.create_schema()
    assert names(database) == ["Химия"]


@pytest.fixture
def sqlite_database(sqlite_databases: SQLiteDatabases) -> Database:
    with sqlite_databases.lend() as url:
        database = Database(url)
        yield database
        database.dispose()


def test_every_connection_obeys_the_pragmas(sqlite_database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    for open_session in (sqlite_database.reading, sqlite_database.writing):
        with open_session() as session:
            assert {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


def test_a_writer_waits_for_the_lock_file(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.database.write_lock.LOCK_TIMEOUT", 0.1)
    with FileLock(f"{sqlite_database.engine.url.database}.lock"):
        with pytest.raises(TimeoutError), sqlite_database.writing():
            pass
        assert names(sqlite_database) == []
    with sqlite_database.writing() as session:
        session.add(Subject(name="Химия", short_name="Хим."))
    assert names(sqlite_database) == ["Химия"]


def test_a_writer_begins_immediate(sqlite_database: Database) -> None:
    """Even one that only reads keeps others from writing: it never has to upgrade later."""
    with sqlite_database.writing() as session:
        session.scalars(select(Subject)).all()
        other = sqlite_database.engine.raw_connection()
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
