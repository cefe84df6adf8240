"""One demo school for all tests of this folder, on each engine: they only read it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from journal.database import Database
from journal.demo.builder import build_demo

TODAY = date(2026, 11, 10)
SEED = 1


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def demo_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The demo school as of a Tuesday soon after the first quarter, when nearly everything can be seen."""
    with request.getfixturevalue(f"{request.param}_databases").lend() as url:
        database = Database(url)
        with database.writing() as session:
            build_demo(session, seed=SEED, today=TODAY)
        yield database
        database.dispose()


@pytest.fixture
def demo(demo_database: Database) -> Iterator[Session]:
    """A reading session on the demo school."""
    with demo_database.reading() as session:
        yield session
