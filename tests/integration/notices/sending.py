"""What tests of letters share: a school with one confirmed address, a mail server, and the steps to it."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from sqlalchemy import select, update

from journal import clock
from journal.config import Settings
from journal.database import Database
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Account, LessonColumn, Letter, Person
from journal.notices.jobs import tell_people
from journal.notices.services import open_desk
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school
from tests.integration.notices.conftest import LATER, give_address
from tests.integration.notices.smtp import Mailbox, mail_server

__all__ = ["mailbox", "moment", "school", "server", "settings"]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """The clock goes on: a server waits by it."""
    with time_machine.travel(FRIDAY) as moment:
        yield moment


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Mailbox, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def mailbox(server: tuple[Mailbox, int]) -> Mailbox:
    mailbox, _ = server
    mailbox.__init__()  # type: ignore[misc]
    return mailbox


@pytest.fixture
def settings(server: tuple[Mailbox, int]) -> Settings:
    return make_settings(server[1])


def make_settings(port: int, **given: object) -> Settings:
    values = {
        "public_url": "https://journal.example.org/",
        "mail_host": "127.0.0.1",
        "mail_port": port,
        "mail_security": "none",
        "mail_sender": "Журнал <journal@example.org>",
    }
    return Settings(**{**values, **given})  # type: ignore[arg-type]


@pytest.fixture
def school(database: Database) -> SmallSchool:
    with database.writing() as session:
        school = make_school(session)
        session.execute(update(Account).values(password_hash="somebody's"))
        open_desk(session)
        give_address(session, school.parent_a)
    return school


def write(database: Database, school: SmallSchool, symbol: str, *, pupil: Person | None = None) -> None:
    """Write a mark into an empty cell of today's mathematics of 5А."""
    lesson = school.lesson_on(school.today)
    with database.writing() as session:
        column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
        set_cell(
            session,
            actor=actor_of(session, school.teacher_a),
            lesson_id=lesson.id,
            column_id=column,
            write=CellWrite((pupil or school.pupils_a[0]).id, symbol, saw=CellValue()),
        )


def look(database: Database, moment: time_machine.Traveller, after: timedelta = LATER) -> None:
    """Let time pass and the job run."""
    moment.move_to(clock.now() + after)
    with database.writing() as session:
        tell_people(session)


def read_letter(database: Database) -> Letter:
    """The only letter."""
    with database.reading() as session:
        return session.scalars(select(Letter)).one()


def read_plain(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
