"""A school on a Friday noon, behind the application, and its teacher signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from journal.models import Amendment, Lesson, LessonColumn, Person
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in


@dataclass(frozen=True)
class Desk:
    """A browser without scripts before today's lesson."""

    client: FlaskClient
    school: SmallSchool
    lesson: Lesson
    column_id: int

    @property
    def url(self) -> str:
        """The lesson screen."""
        return f"/lessons/{self.lesson.id}"

    def enter(self, person: Person) -> None:
        """Sign in as somebody else."""
        sign_in(self.client, person)

    def cell(self, number: int = 0) -> str:
        """The field of a pupil's first cell."""
        return f"cell-{self.column_id}-{self.school.pupils_a[number].id}"

    def count_changes(self) -> int:
        """How many amendments there are."""
        with self.client.application.extensions["database"].reading() as session:
            return int(session.scalar(select(func.count()).select_from(Amendment)) or 0)

    def get(self, model: type[Any], key: Any) -> Any:
        """A row as it stands now, or None."""
        with self.client.application.extensions["database"].reading() as session:
            return session.get(model, key)


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """Friday noon; a test may travel on."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(moment: time_machine.Traveller, app: Flask, client: FlaskClient) -> Desk:
    """Today's lesson of mathematics in 5А before its teacher."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        lesson = school.lesson_on(school.today)
        column = select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)
        desk = Desk(client, school, lesson, session.scalars(column).one())
    desk.enter(school.teacher_a)
    return desk
