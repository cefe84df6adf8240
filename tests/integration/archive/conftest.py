"""A school of two classes with entries, and papers that cost nothing to make."""

from collections.abc import Iterator

import pytest
import time_machine

from journal.archive import press
from journal.database import Database
from journal.paper.workshop import Papers
from journal.sheets.book import Book
from tests.factories import FRIDAY, SmallSchool, make_school
from tests.factories.furniture import furnish


@pytest.fixture
def school(database: Database) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY, tick=False):
        with database.writing() as session:
            school = make_school(session)
            furnish(session, school)
        yield school


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The classes whose papers were made, in order; making them costs nothing here."""
    names: list[str] = []

    def make(book: Book, _moment: object) -> Papers:
        name = book.title.class_name
        names.append(name)
        return Papers(f"%PDF {name}".encode(), 7, f"PK {name}".encode())

    monkeypatch.setattr(press, "make_papers", make)
    monkeypatch.setattr(press, "PRESSES", 1)
    return names
