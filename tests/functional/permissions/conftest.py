"""One school for the whole walk; what a walker writes is rolled back: the next finds the same school."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.amendments.chain import link_amendments
from journal.app import create_app
from journal.config import Settings
from journal.database.database import Transaction
from journal.models import Account, LessonColumn, SignInSession
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in
from tests.functional.permissions.expectations import PEOPLE

MISSING = 1_000_000


@dataclass
class Walk:
    """The application, a signed-in browser for each person, and what the parts of a URL stand for."""

    app: Flask
    school: SmallSchool
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)

    def path(self, endpoint: str, arguments: set[str], variant: str) -> str:
        """The URL of a route with the things of a variant."""
        values = {name: self.values[variant][name] for name in arguments}
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **values)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def walk(request: pytest.FixtureRequest) -> Iterator[Walk]:
    databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.lend() as url, time_machine.travel(FRIDAY, tick=False):
        app = create_app(Settings(database_url=url, secret_key="for tests only", testing=True))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.extensions["database"].writing() as session:
            walk = Walk(app, make_school(session))
        for name in PEOPLE:
            walk.clients[name] = app.test_client()
            sign_in(walk.clients[name], person_of(walk.school, name))
        walk.values = find_values(walk)
        yield walk
        app.extensions["database"].dispose()


def person_of(school: SmallSchool, name: str) -> object:
    pupils = {"pupil_a": school.pupils_a[0], "pupil_b": school.pupils_b[1]}
    return pupils.get(name) or getattr(school, name)


def find_values(walk: Walk) -> dict[str, dict[str, int]]:
    """What each part of a URL stands for: in 5А, in 5Б, crosswise, and nowhere."""
    school = walk.school
    lesson_a, lesson_b = (
        school.lesson_on(school.today),
        next(lesson for lesson in school.lessons_b if lesson.held_on == school.today),
    )
    with walk.app.extensions["database"].reading() as session:
        columns = {c.lesson_id: c.id for c in session.scalars(select(LessonColumn))}
        sessions = dict(
            session.execute(
                select(Account.person_id, SignInSession.id).join(
                    SignInSession, SignInSession.account_id == Account.id
                )
            ).all()
        )
    own = {
        "class_id": school.class_a.id,
        "course_id": school.course_a.id,
        "lesson_id": lesson_a.id,
        "column_id": columns[lesson_a.id],
        "pupil_id": school.pupils_a[0].id,
        "period_id": school.quarter.id,
        "person_id": school.teacher_a.id,
        "session_id": sessions[school.teacher_a.id],
    }
    foreign = own | {
        "class_id": school.class_b.id,
        "course_id": school.course_b.id,
        "lesson_id": lesson_b.id,
        "column_id": columns[lesson_b.id],
        "pupil_id": school.pupils_b[1].id,
        "person_id": school.teacher_b.id,
        "session_id": sessions[school.teacher_b.id],
    }
    return {
        "own": own,
        "foreign": foreign,
        "classmate": own | {"pupil_id": school.pupils_a[1].id},
        "foreign pupil": own | {"pupil_id": foreign["pupil_id"]},
        "missing pupil": own | {"pupil_id": MISSING},
        "foreign column": own | {"column_id": foreign["column_id"]},
        "missing column": own | {"column_id": MISSING},
        "missing": dict.fromkeys(own, MISSING),
    }


@pytest.fixture
def rolled_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests do all their work and keep nothing of it."""

    def pretend(self: Transaction) -> None:
        try:
            link_amendments(self.session)
            self.session.flush()
        finally:
            self.close()

    monkeypatch.setattr(Transaction, "commit", pretend)
