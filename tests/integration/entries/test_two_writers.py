"""Several writers at once: one entry, one amendment, and honest conflicts (R-AMEND)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.verify import verify_history
from journal.database import Database
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.errors import Conflict, NeedsConfirmation
from journal.finals.services import FinalWrite, set_final
from journal.lessons.columns import ColumnValue, add_column
from journal.models import Amendment, Attendance, FinalMark, LessonColumn, Mark
from journal.permissions.actor import Actor
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

WRITERS = 8
LAST_WEEK = datetime(2026, 12, 28, 6, 0, tzinfo=UTC)  # of the second quarter
Write = Callable[[Session, str], object]


@pytest.fixture
def school(database: Database) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY, tick=False):
        with database.writing() as session:
            school = make_school(session)
        yield school


@pytest.fixture
def actor(database: Database, school: SmallSchool) -> Actor:
    with database.reading() as session:
        return actor_of(session, school.teacher_a)


def race(database: Database, write: Write, symbols: Sequence[str]) -> Counter[str]:
    """Let one thread for each symbol write at the same moment; count what was saved, and the refusals."""
    barrier = Barrier(len(symbols))

    def run(symbol: str) -> str:
        barrier.wait()
        try:
            with database.writing() as session:
                write(session, symbol)
        except (Conflict, NeedsConfirmation) as refusal:
            return refusal.code
        return symbol

    with ThreadPoolExecutor(len(symbols)) as pool:
        return Counter(pool.map(run, symbols))


def typing(actor: Actor, school: SmallSchool, columns: dict[str, int]) -> Write:
    """A write of a symbol into the first pupil's cell, in the column that the symbol goes to."""
    lesson_id, pupil_id = school.lesson_on(school.today).id, school.pupils_a[0].id
    return lambda session, symbol: set_cell(
        session,
        actor=actor,
        lesson_id=lesson_id,
        column_id=columns[symbol],
        write=CellWrite(pupil_id, symbol, saw=CellValue()),
    )


def find_column(database: Database, school: SmallSchool) -> int:
    with database.reading() as session:
        lesson_id = school.lesson_on(school.today).id
        return session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id)).one()


def list_entries(database: Database) -> tuple[list[str], list[str]]:
    """Everything that stands in cells, and everything that the history says; the chains must hold."""
    with database.reading() as session:
        assert verify_history(session).troubles == []
        entries = [*map(str, session.scalars(select(Mark.value))), *session.scalars(select(Attendance.code))]
        changes = session.scalars(select(Amendment.after).where(Amendment.kind.in_(("mark", "attendance"))))
        return sorted(entries), sorted(changes)


def test_the_same_request_sent_many_times_is_one_entry(
    database: Database, school: SmallSchool, actor: Actor
) -> None:
    write = typing(actor, school, {"5": find_column(database, school)})
    assert race(database, write, ["5"] * WRITERS) == {"5": WRITERS}
    assert list_entries(database) == (["5"], ["5"])


@pytest.mark.parametrize("symbols", [["5", "4", "3", "2"], ["Б", "5", "УП", "4"]], ids=["marks", "both"])
def test_one_writer_wins_and_the_others_see_the_conflict(
    database: Database, school: SmallSchool, actor: Actor, symbols: list[str]
) -> None:
    write = typing(actor, school, dict.fromkeys(symbols, find_column(database, school)))
    answers = race(database, write, symbols)
    assert answers.pop("conflict") == len(symbols) - 1
    (saved,) = answers
    assert list_entries(database) == ([saved], [saved])


def test_an_absence_and_a_mark_never_pass_each_other_unseen(
    database: Database, school: SmallSchool, actor: Actor
) -> None:
    first, lesson_id = find_column(database, school), school.lesson_on(school.today).id
    with database.writing() as session:
        value = ColumnValue(session.get_one(LessonColumn, first).work_type_id)
        second = add_column(session, actor=actor, lesson_id=lesson_id, value=value).id
    answers = race(database, typing(actor, school, {"Б": first, "5": second}), ["Б", "5"])
    assert sum(answers[code] for code in ("conflict", "confirm")) == 1
    entries, changes = list_entries(database)
    assert len(entries) == 1
    assert entries == changes


def test_a_final_mark_has_one_winner_too(database: Database, school: SmallSchool, actor: Actor) -> None:
    course_id, period_id, pupil_id = school.course_a.id, school.quarter.id, school.pupils_a[0].id

    def write(session: Session, symbol: str) -> object:
        wanted = FinalWrite(pupil_id, symbol, saw="")
        return set_final(session, actor=actor, course_id=course_id, period_id=period_id, write=wanted)

    with time_machine.travel(LAST_WEEK, tick=False):
        answers = race(database, write, ["5", "4"] * (WRITERS // 2))
    assert answers["conflict"] == WRITERS // 2
    with database.reading() as session:
        assert verify_history(session).troubles == []
        assert len(session.scalars(select(FinalMark)).all()) == 1
        assert len(session.scalars(select(Amendment)).all()) == 1
