"""R-NOBYPASS over the application's own list of routes: lessons locked, closed, cancelled, ahead, foreign.

Every route that writes is sent to a lesson in each of these situations, and nothing in it may change.
In an open lesson what stands in `WAYS` does change something. A route that does and isn't there fails its
test, so that a new one can't be forgotten.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from journal.app import create_app
from journal.config import Settings
from journal.models import Lesson
from tests.addresses import fill_address, list_rules, name_things
from tests.factories import FRIDAY
from tests.factories.locked_lesson import LockedLesson
from tests.functional.locks.house import OPEN, SITUATIONS, TODAY, House, build_house
from tests.functional.locks.test_locked_routes import (
    FINALS,
    FORM_ROUTES,
    JSON_ROUTES,
    SEEN,
    WHY,
    cells,
    lesson,
    lesson_form,
)
from tests.functional.permissions.expectations import PUBLIC, TABLE

METHODS = ("POST", "PUT", "PATCH", "DELETE")
Send = Callable[[FlaskClient, LockedLesson, int], Any]


def day_of(client: FlaskClient, it: LockedLesson) -> str:
    """The day of the lesson."""
    with client.application.extensions["database"].reading() as session:
        return session.get_one(Lesson, it.lesson_id).held_on.isoformat()


def simple(send: Callable[[FlaskClient, LockedLesson], Any]) -> Send:
    """A way that needs no file."""
    return lambda client, it, _file: send(client, it)


def about_day(way: str, pupil: int) -> Send:
    """The tutor writes the day of a pupil."""
    return lambda client, it, _file: client.post(
        f"/classes/{it.school.class_a.id}/pupils/{it.school.pupils_a[pupil].id}/{way}",
        data={"on": day_of(client, it), "code": "Б", "reason": WHY, "note": "", "sure": "1"},
    )


WAYS: dict[str, Send] = {
    **{name: simple(send) for name, send in (JSON_ROUTES | FORM_ROUTES).items() if name not in FINALS},
    "lessons.record_lesson": lambda client, it, _file: client.post(
        lesson(it), data=lesson_form(f"cell-{it.columns[0]}-{it.pupil_id}", "4", "5")
    ),
    "grades.edit_cells": lambda client, it, _file: client.put(
        cells(it), json={"cells": [{"pupil_id": it.pupil_id, "symbol": "5", "saw": SEEN, "reason": WHY}]}
    ),
    "homework.detach_file": lambda client, it, file: client.post(
        f"{lesson(it)}/homework/files/{file}/delete", data={"reason": WHY}
    ),
    "attendance.write_day": about_day("day", 2),
    "attendance.resolve_absence": about_day("reasons", 1),
}
# Topics, homework and columns may be prepared as far ahead as one likes (R-AHEAD14).
AHEAD = {
    "topics.edit_topic",
    "homework.edit_homework",
    "homework.attach_files",
    "homework.detach_file",
    "lessons.add_column",
    "lessons.change_column",
    "lessons.delete_column",
}
# The parts of an address that name a lesson or what is around it.
AROUND = {"lesson_id", "column_id", "file_id", "course_id", "class_id", "pupil_id"}
# Who sends what isn't in the table of ways, so that hardly any role is left out.
PEOPLE = ("teacher_a", "administrator", "director")


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """On one engine: what the services ask is the same on both, and has its tests on both."""
    databases = request.getfixturevalue("sqlite_databases")
    with databases.lend() as url, time_machine.travel(FRIDAY, tick=False):
        app = create_app(Settings(database_url=url, secret_key="for tests only", testing=True))
        app.config["WTF_CSRF_ENABLED"] = False
        yield build_house(app)
        app.extensions["database"].dispose()


@pytest.fixture(scope="module")
def browsers(house: House) -> dict[str, FlaskClient]:
    return {name: house.browser(getattr(house.school, name)) for name in PEOPLE}


@pytest.mark.parametrize("endpoint", WAYS)
def test_an_open_lesson_is_changed(house: House, browsers: dict[str, FlaskClient], endpoint: str) -> None:
    """Otherwise the tests below would prove nothing."""
    it, file = house.lessons[OPEN], house.files[OPEN]
    assert house.changes(OPEN, lambda: WAYS[endpoint](browsers["teacher_a"], it, file))


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("endpoint", WAYS)
def test_no_way_leads_in(
    house: House, browsers: dict[str, FlaskClient], endpoint: str, situation: str
) -> None:
    it, file = house.lessons[situation], house.files[situation]
    answers = []
    changed = house.changes(
        situation, lambda: answers.append(WAYS[endpoint](browsers["teacher_a"], it, file))
    )
    assert changed == (situation == "future" and endpoint in AHEAD)
    assert answers[0].status_code < 500


def test_every_other_writing_route_leaves_every_lesson_alone(
    house: House, browsers: dict[str, FlaskClient]
) -> None:
    """Also an open one and today's: what changes a lesson must be entered in `WAYS` with what fits it."""
    others = [
        (method, rule)
        for method in METHODS
        for rule in list_rules(house.app, method)
        if rule.endpoint not in WAYS and (method, rule.endpoint) not in PUBLIC
    ]
    found = [
        (rule.endpoint, situation, person)
        for method, rule in others
        for situation in ((OPEN, TODAY, *SITUATIONS) if rule.arguments & AROUND else (TODAY,))
        for person in list_senders(method, rule)
        if house.changes(
            situation,
            lambda: send_other(house, browsers[person], method, rule, situation),  # noqa: B023
        )
    ]
    assert len(others) > 20
    assert found == []


def list_senders(method: str, rule: Rule) -> list[str]:
    """Who may send it, of those who sit at the browsers; the teacher where nobody of them may."""
    return [person for person in PEOPLE if person in TABLE[method, rule.endpoint].own][:2] or ["teacher_a"]


def send_other(house: House, client: FlaskClient, method: str, rule: Rule, situation: str) -> None:
    """Send what the table of rights sends, to the things around the situation's lesson."""
    it = house.lessons[situation]
    things = name_things(house.school, house.furniture) | {
        "class_id": it.school.class_a.id,
        "course_id": it.school.course_a.id,
        "lesson_id": it.lesson_id,
        "column_id": it.columns[0],
        "pupil_id": it.pupil_id,
        "file_id": house.files[situation],
    }
    row = TABLE[method, rule.endpoint]
    data = {name: value() if callable(value) else value for name, value in (row.data or {}).items()}
    body: dict[str, Any] = {"json": row.json} if row.json is not None else {"data": data}
    answer = client.open(fill_address(rule, things).path, method=method, **body)
    assert answer.status_code < 500, rule.endpoint
