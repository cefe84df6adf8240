"""A school whose people can sign in, on a fixed day, and short ways to write into it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.symbols import Code
from journal.models import Account, LessonColumn, MailAddress, Notice, Person
from journal.notices.jobs import tell_people
from journal.notices.services import open_desk
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

LATER = timedelta(minutes=6)
Write = Callable[..., None]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(session: Session, moment: time_machine.Traveller) -> SmallSchool:
    school = make_school(session)
    session.execute(update(Account).values(password_hash="somebody's"))
    open_desk(session)
    return school


@pytest.fixture
def write(session: Session, school: SmallSchool) -> Write:
    """Write a symbol over another into the first pupil's cell of today's mathematics."""

    def write(symbol: str, saw: str = "", *, actor: Person | None = None) -> None:
        lesson = school.lesson_on(school.today)
        column = select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)
        mark, code = (int(saw), None) if saw.isdigit() else (None, Code(saw) if saw else None)
        seen = CellValue(attendance=code, mark=mark)
        set_cell(
            session,
            actor=actor_of(session, actor or school.teacher_a),
            lesson_id=lesson.id,
            column_id=session.scalars(column).one(),
            write=CellWrite(school.pupils_a[0].id, symbol, saw=seen),
        )

    return write


@pytest.fixture
def look(session: Session, moment: time_machine.Traveller) -> Callable[[], int]:
    """Let six minutes pass and the job look."""

    def look() -> int:
        moment.move_to(clock.now() + LATER)
        return tell_people(session)

    return look


def list_told(session: Session, person: Person) -> list[tuple[str, str, str]]:
    """What a person has unread: kind, what was known, what it became."""
    query = select(Notice.kind, Notice.before, Notice.after)
    unread = query.where(Notice.person_id == person.id, Notice.read_at.is_(None)).order_by(Notice.id)
    return [(row.kind, row.before, row.after) for row in session.execute(unread)]


def give_address(session: Session, person: Person) -> MailAddress:
    """An address that the person has confirmed."""
    row = MailAddress(
        person_id=person.id,
        address=f"person{person.id}@example.org",
        confirmed_at=FRIDAY,
        stop_key=f"{person.id:032}",
    )
    session.add(row)
    session.flush()
    return row
