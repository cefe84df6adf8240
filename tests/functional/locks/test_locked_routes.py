"""R-NOBYPASS over HTTP: every route that writes into a lesson or a final mark is sent to a locked one.

A new route that names a lesson, column, course or period fails the last test until it is added here.
"""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.addresses import list_rules
from tests.factories import FRIDAY, sign_in
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson, make_locked_lesson, photograph

SEEN = {"attendance": "", "mark": "4"}
WHY = "ошибка при вводе"
PDF = b"%PDF-1.4\n%%EOF\n"
Send = Callable[[FlaskClient, LockedLesson], TestResponse]


def lesson(it: LockedLesson) -> str:
    """The address of the lesson."""
    return f"/lessons/{it.lesson_id}"


def cells(it: LockedLesson) -> str:
    """The address of the first column's cells."""
    return f"{lesson(it)}/columns/{it.columns[0]}/cells"


def column_form(it: LockedLesson, prefix: str = "") -> dict[str, str]:
    """A filled-in form of a column."""
    values = {"work_type_id": str(it.work_type_id), "weight": "9", "title": "", "reason": WHY}
    return {prefix + name: value for name, value in values.items()}


def lesson_form(name: str, saw: str, value: str) -> dict[str, str]:
    """The lesson screen's plain form with one field changed."""
    return {name: value, f"saw-{name}": saw, "reason": WHY}


JSON_ROUTES: dict[str, Send] = {
    "grades.edit_cell": lambda client, it: client.put(
        f"{cells(it)}/{it.pupil_id}", json={"symbol": "5", "saw": SEEN, "reason": WHY, "sure": True}
    ),
    "grades.edit_final": lambda client, it: client.put(
        f"/courses/{it.school.course_a.id}/finals/{it.period_id}/{it.pupil_id}",
        json={"symbol": "5", "saw": "4", "reason": WHY},
    ),
    "finals.fill_cell": lambda client, it: client.put(
        f"/classes/{it.school.class_a.id}/finals/{it.period_id}/{it.school.course_a.subject_id}/{it.pupil_id}",
        json={"symbol": "5", "saw": "4", "reason": WHY},
    ),
    "topics.edit_topic": lambda client, it: client.put(
        f"{lesson(it)}/topic", json={"topic": "Другая тема", "saw": "Дроби", "reason": WHY}
    ),
    "homework.edit_homework": lambda client, it: client.put(
        f"{lesson(it)}/homework",
        json={"text": "§ 2", "due_on": "", "saw": {"text": "§ 1", "due_on": ""}, "reason": WHY},
    ),
}
FINALS = {"grades.edit_final", "finals.fill_cell"}
FORM_ROUTES: dict[str, Send] = {
    "lessons.add_column": lambda client, it: client.post(f"{lesson(it)}/columns", data=column_form(it)),
    "lessons.change_column": lambda client, it: client.post(
        f"{lesson(it)}/columns/{it.columns[1]}", data=column_form(it, f"column{it.columns[1]}-")
    ),
    "lessons.delete_column": lambda client, it: client.post(
        f"{lesson(it)}/columns/{it.columns[2]}/delete", data={"reason": WHY}
    ),
    "homework.attach_files": lambda client, it: client.post(
        f"{lesson(it)}/homework/files", data={"files": (BytesIO(PDF), "Памятка.pdf"), "reason": WHY}
    ),
}
# Routes of several steps, tested one by one below.
LESSON_FORM, PASTE, DETACH = "lessons.record_lesson", "grades.edit_cells", "homework.detach_file"
# What takes such a number and writes nothing that a lock protects.
OTHERS = {
    "imports.open_plan_draft",
    "imports.commit_plan_draft",  # refuses a plan that a lesson has used
    "imports.discard_plan_draft",
    "unlocks.draft",  # asks for what is locked and opens nothing: tests/integration/unlocks
    "extracts.make_for_course",  # prints a paper and changes nothing in the journal
    "finals.confirm_course_period",  # confirms a page as it is; no lock forbids saying so
    "finals.confirm_class_period",
    "setup.open_finals",  # opens a window; tests/integration/locks/test_windows.py
    "setup.move_finals",  # moves an opening, never a closing
    "lesson_changes.cancel",  # the administrator's, tested below
    "lesson_changes.move",
}


@pytest.fixture
def locked(app: Flask) -> LockedLesson:
    with app.extensions["database"].writing() as session:
        return make_locked_lesson(session)


@pytest.fixture
def teacher(app: Flask, locked: LockedLesson) -> Iterator[FlaskClient]:
    """The lesson's teacher on Friday, when it has just closed; after the test nothing may have changed."""
    database = app.extensions["database"]
    with time_machine.travel(FRIDAY, tick=False):
        client = app.test_client()
        sign_in(client, locked.school.teacher_a)
        with database.reading() as session:
            before = photograph(session)
        yield client
        with database.reading() as session:
            assert photograph(session) == before


@pytest.mark.parametrize("endpoint", JSON_ROUTES)
def test_a_script_is_told_since_when(teacher: FlaskClient, locked: LockedLesson, endpoint: str) -> None:
    answer = JSON_ROUTES[endpoint](teacher, locked)
    assert (answer.status_code, answer.json["error"]) == (423, "locked")
    assert answer.json["closed_on"] == ("2026-10-31" if endpoint in FINALS else "2026-11-20")
    assert "закрыт" in answer.json["message"]


@pytest.mark.parametrize("endpoint", FORM_ROUTES)
def test_a_browser_gets_a_page_that_says_why(
    teacher: FlaskClient, locked: LockedLesson, endpoint: str
) -> None:
    answer = FORM_ROUTES[endpoint](teacher, locked)
    assert answer.status_code == 423
    assert "закрыт с 20 ноября 2026" in answer.text


def test_a_pasted_column_is_refused_cell_by_cell(teacher: FlaskClient, locked: LockedLesson) -> None:
    pasted = {"pupil_id": locked.pupil_id, "symbol": "Б", "saw": SEEN, "reason": WHY, "sure": True}
    answer = teacher.put(cells(locked), json={"cells": [pasted]})
    (result,) = answer.json["results"]
    assert (result["status"], result["error"], result["closed_on"]) == (423, "locked", "2026-11-20")


@pytest.mark.parametrize(
    ("name", "saw", "value"),
    [
        ("cell", "4", "5"),
        ("cell", "4", ""),
        ("cell", "4", "Б"),
        ("topic", "Дроби", "Другая тема"),
        ("topic", "Дроби", ""),
        ("homework", "§ 1", "§ 2"),
    ],
)
def test_the_lesson_form_comes_back_as_it_was_typed(
    teacher: FlaskClient, locked: LockedLesson, name: str, saw: str, value: str
) -> None:
    field = f"cell-{locked.columns[0]}-{locked.pupil_id}" if name == "cell" else name
    answer = teacher.post(lesson(locked), data={**lesson_form(field, saw, value), "sure": "1"})
    assert answer.status_code == 422
    assert "закрыт с 20 ноября 2026" in answer.text
    assert not value or f"«{value}»" in answer.text


def test_a_file_stays_attached(app: Flask, locked: LockedLesson) -> None:
    """Its own preparation: the file is attached while the lesson is open."""
    client, database = app.test_client(), app.extensions["database"]
    with time_machine.travel(LESSON_DAY, tick=False):
        sign_in(client, locked.school.teacher_a)
        attached = client.post(
            f"{lesson(locked)}/homework/files",
            data={"files": (BytesIO(PDF), "Памятка.pdf")},
            headers={"Accept": "application/json"},
        )
    with database.reading() as session:
        before = photograph(session)
    with time_machine.travel(FRIDAY, tick=False):
        sign_in(client, locked.school.teacher_a)
        file_id = attached.json["files"][0]["id"]
        answer = client.post(f"{lesson(locked)}/homework/files/{file_id}/delete", data={"reason": WHY})
    assert answer.status_code == 423
    with database.reading() as session:
        assert photograph(session) == before


@pytest.mark.parametrize("step", ["cancel", "move"])
def test_a_locked_lesson_is_neither_cancelled_nor_moved(app: Flask, locked: LockedLesson, step: str) -> None:
    """R-SAMEDAY: also the administrator needs a grant."""
    client, database = app.test_client(), app.extensions["database"]
    with time_machine.travel(FRIDAY, tick=False):
        sign_in(client, locked.school.administrator)
        with database.reading() as session:
            before = photograph(session)
        form = {"reason": WHY, "held_on": "2026-11-20", "number": "5", "on": "2026-11-05"}
        answer = client.post(f"{lesson(locked)}/{step}", data=form)
    assert answer.status_code == 422
    assert "закрыт с 20 ноября 2026" in answer.text
    with database.reading() as session:
        after = [row for row in photograph(session) if row[:1] != ("amendments",)]
    assert after == [row for row in before if row[:1] != ("amendments",)]


def test_no_writing_route_is_missing(app: Flask) -> None:
    keys = {"lesson_id", "column_id", "course_id", "period_id"}
    writing = {
        rule.endpoint
        for method in ("POST", "PUT", "PATCH", "DELETE")
        for rule in list_rules(app, method)
        if keys & rule.arguments
    }
    assert writing == {*JSON_ROUTES, *FORM_ROUTES, *OTHERS, LESSON_FORM, PASTE, DETACH}
