"""What tests of letters share: a school with one confirmed address, a letter's way to a server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.config import Settings
from journal.database import Database
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Account, LessonColumn, Letter, Person
from journal.notices.jobs import tell_people
from journal.notices.mailer import send_letters
from journal.notices.services import open_desk
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school
from tests.integration.letters.smtp import Mailbox, mail_server
from tests.integration.notices.conftest import LATER, give_address


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """Friday noon, and the clock goes on: a server waits by it."""
    with time_machine.travel(FRIDAY) as moment:
        yield moment


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Mailbox, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def school(database: Database) -> SmallSchool:
    """The mother in 5А has a confirmed address."""
    with database.writing() as session:
        school = make_school(session)
        session.execute(update(Account).values(password_hash="somebody's"))
        open_desk(session)
        give_address(session, school.parent_a)
    return school


@dataclass(frozen=True)
class Post:
    """A letter's way: what is written into the journal, the time that passes, and what the server got."""

    database: Database
    school: SmallSchool
    mailbox: Mailbox
    port: int
    moment: time_machine.Traveller

    @property
    def settings(self) -> Settings:
        """The settings of a journal that sends through the test's server."""
        return make_settings(self.port)

    @property
    def letters(self) -> list[EmailMessage]:
        """What came."""
        return self.mailbox.letters

    def write(self, symbol: str, *, pupil: Person | None = None) -> None:
        """Write a mark or a code into an empty cell of today's mathematics of 5А."""
        lesson = self.school.lesson_on(self.school.today)
        with self.database.writing() as session:
            column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
            set_cell(
                session,
                actor=actor_of(session, self.school.teacher_a),
                lesson_id=lesson.id,
                column_id=column,
                write=CellWrite((pupil or self.school.pupils_a[0]).id, symbol, saw=CellValue()),
            )

    def look(self, after: timedelta = LATER, job: Callable[[Session], int] = tell_people) -> None:
        """Let time pass and a job run."""
        self.moment.move_to(clock.now() + after)
        with self.database.writing() as session:
            job(session)

    def send(self, settings: Settings | None = None) -> int:
        """Send what is due; return how many letters went."""
        return send_letters(self.database, settings or self.settings)

    def tell(self, symbol: str) -> None:
        """Write, and let the job see it."""
        self.write(symbol)
        self.look()

    def read_only_letter(self) -> Letter:
        """The only letter in the box."""
        with self.database.reading() as session:
            return session.scalars(select(Letter)).one()


@pytest.fixture
def post(
    database: Database, school: SmallSchool, server: tuple[Mailbox, int], moment: time_machine.Traveller
) -> Post:
    """The way of a letter, with an empty mailbox at its end."""
    mailbox, port = server
    mailbox.empty()
    return Post(database, school, mailbox, port, moment)


def make_settings(port: int, **given: object) -> Settings:
    """The settings of a journal that sends to a port of this computer."""
    values = {
        "public_url": "https://journal.example.org/",
        "mail_host": "127.0.0.1",
        "mail_port": port,
        "mail_security": "none",
        "mail_sender": "Журнал <journal@example.org>",
    }
    return Settings(**{**values, **given})  # type: ignore[arg-type]


def read_plain(letter: EmailMessage) -> str:
    """A letter's plain text."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
