"""Building the demo school: the same for the same seed and date, into an empty database, in any season."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.database import Database
from journal.demo.builder import build_demo
from journal.errors import DatabaseNotEmpty
from journal.models import AcademicYear, Base, FinalMark, Lesson, Mark, Person
from tests.engines import SQLiteDatabases

SMALL = {
    "1А": 3,
    "2А": 3,
    "3А": 4,
    "4А": 4,
    "5А": 5,
    "5Б": 5,
    "6А": 6,
    "7А": 6,
    "8А": 7,
    "9А": 6,
    "10А": 3,
    "11А": 3,
}
WINTER = date(2026, 9, 22)


def digest(session: Session) -> str:
    """A digest of every row of every table."""
    total = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table).order_by(*table.primary_key.columns)):
            total.update(repr(row).encode())
    return total.hexdigest()


def build(databases: SQLiteDatabases, seed: int, today: date) -> str:
    with databases.lend() as url:
        database = Database(url)
        with database.writing() as session:
            build_demo(session, seed=seed, today=today, sizes=SMALL)
        with database.reading() as session:
            found = digest(session)
        database.dispose()
    return found


def test_same_seed_and_date_make_the_same_rows(sqlite_databases: SQLiteDatabases) -> None:
    first = build(sqlite_databases, 5, WINTER)
    assert build(sqlite_databases, 5, WINTER) == first
    assert build(sqlite_databases, 6, WINTER) != first


def test_a_school_that_is_there_is_never_touched(session: Session) -> None:
    build_demo(session, seed=1, today=date(2026, 9, 3), sizes=SMALL)
    people = session.scalar(select(func.count()).select_from(Person))
    with pytest.raises(DatabaseNotEmpty):
        build_demo(session, seed=2, today=date(2026, 9, 3), sizes=SMALL)
    assert session.scalar(select(func.count()).select_from(Person)) == people


def test_people_can_be_added_after_the_demo(session: Session) -> None:
    build_demo(session, seed=1, today=date(2026, 9, 3), sizes=SMALL)
    last = session.scalar(select(func.max(Person.id))) or 0
    person = Person(last_name="Новый", first_name="Пётр", sort_key="новый петр")
    session.add(person)
    session.flush()
    assert person.id == last + 1


@pytest.mark.parametrize(
    ("today", "first_year", "has_marks", "has_finals"),
    [
        (date(2026, 9, 1), 2026, False, False),
        (date(2027, 1, 3), 2026, True, True),
        (date(2027, 7, 15), 2026, True, True),
        (date(2028, 2, 29), 2027, True, True),
    ],
)
def test_any_day_of_the_year_will_do(
    sqlite_databases: SQLiteDatabases, today: date, first_year: int, has_marks: bool, has_finals: bool
) -> None:
    with sqlite_databases.lend() as url:
        database = Database(url)
        with database.writing() as session:
            build_demo(session, seed=3, today=today, sizes=SMALL)
        with database.reading() as session:
            year = session.scalars(select(AcademicYear)).one()
            assert year.starts_on.year == first_year
            assert bool(session.scalar(select(func.count()).select_from(Mark))) is has_marks
            assert bool(session.scalar(select(func.count()).select_from(FinalMark))) is has_finals
            entered = session.scalar(select(func.max(Lesson.held_on)).where(Lesson.topic != ""))
            assert entered is None or entered < today
        database.dispose()


def test_progress_grows_to_the_end(session: Session) -> None:
    seen: list[int] = []
    build_demo(
        session,
        seed=1,
        today=date(2026, 9, 8),
        sizes=SMALL,
        progress=lambda step, percent: seen.append(percent),
    )
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 100)
    assert len(seen) > 50
