"""A school on a fixed day whose parent has something new to read."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from journal.config import Settings
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Account, LessonColumn
from journal.notices.jobs import tell_people
from journal.notices.services import open_desk
from tests.applications import KEY, Applications
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school, sign_in


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def app(applications: Applications, database_url: str) -> Iterator[Flask]:
    """The application with a mail server in its settings; nothing is sent here."""
    settings = Settings(
        database_url=database_url,
        secret_key=KEY,
        testing=True,
        public_url="http://localhost",
        mail_host="mail.example.org",
        mail_sender="journal@example.org",
    )
    with applications.lend(settings) as app:
        yield app


@pytest.fixture
def school(app: Flask, moment: time_machine.Traveller) -> SmallSchool:
    """Marks and an absence of today's mathematics in both classes, told six minutes later."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        session.execute(update(Account).values(password_hash="somebody's"))
        open_desk(session)
        teachers = actor_of(session, school.teacher_a), actor_of(session, school.teacher_b)
        for lessons, teacher, pupil, symbol in (
            (school.lessons_a, teachers[0], school.pupils_a[0], "5"),
            (school.lessons_b, teachers[1], school.pupils_b[0], "ОТ"),
        ):
            lesson = next(lesson for lesson in lessons if lesson.held_on == school.today)
            column = select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)
            set_cell(
                session,
                actor=teacher,
                lesson_id=lesson.id,
                column_id=session.scalars(column).one(),
                write=CellWrite(pupil.id, symbol, saw=CellValue()),
            )
    moment.move_to(FRIDAY + timedelta(minutes=6))
    with app.extensions["database"].writing() as session:
        tell_people(session)
    return school


@pytest.fixture
def parent(client: FlaskClient, school: SmallSchool) -> FlaskClient:
    sign_in(client, school.parent_a)
    return client
