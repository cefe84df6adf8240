"""Fixtures for all tests. Whatever asks for a database runs twice: on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy.orm import Session

from journal.config import Settings
from journal.database import Database
from tests.applications import KEY, Applications
from tests.engines import (
    PostgreSQLDatabases,
    SQLiteDatabases,
    remove_server,
    server_folder,
    start_server,
)

# A busy computer isn't an error of the code.
settings.register_profile("journal", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "journal"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker which PostgreSQL all of them share."""
    node.workerinput["server_folder"] = str(server_folder(node.config))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL of this run: the process that starts the workers does it, after them."""
    if not hasattr(config, "workerinput"):
        remove_server(server_folder(config))


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SQLiteDatabases:
    """The maker of SQLite databases."""
    return SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(request: pytest.FixtureRequest) -> Iterator[PostgreSQLDatabases]:
    """The maker of PostgreSQL databases."""
    folder = server_folder(request.config)
    worker = getattr(request.config, "workerinput", {"workerid": "main"})
    databases = PostgreSQLDatabases(start_server(folder), f"journal_{worker['workerid']}")
    databases.make_template(folder.with_suffix(".lock"))
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine under test."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of this test alone, with all tables and no rows."""
    with request.getfixturevalue(f"{engine_name}_databases").lend() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The database of this test."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session for the whole test, rolled back after it.

    It holds the write lock: a test that also sends requests opens `database.writing()` around its preparation
    instead of asking for this one.
    """
    transaction = database.begin_writing()
    yield transaction.session
    transaction.close()


@pytest.fixture(scope="session")
def applications() -> Applications:
    """The maker of applications."""
    return Applications()


@pytest.fixture
def app(applications: Applications, database_url: str) -> Iterator[Flask]:
    """The application on the database of this test; forms need no token here."""
    with applications.lend(Settings(database_url=database_url, secret_key=KEY, testing=True)) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen, not signed in."""
    return app.test_client()
