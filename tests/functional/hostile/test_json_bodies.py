"""Whatever shape a script sends: an answer of 4xx in JSON with a Russian sentence, and nothing changed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Amendment, LessonColumn, Person
from journal.texts.rules import is_cyrillic
from tests.addresses import Address, fill_addresses
from tests.factories import SmallSchool

EMPTY = {"attendance": "", "mark": ""}
CELL = {"symbol": "5", "saw": {"attendance": "", "mark": "5"}}
BODIES: dict[str, dict[str, Any]] = {
    "grades.edit_cell": CELL,
    "grades.edit_cells": {"cells": [{"pupil_id": 1, **CELL}]},
    "grades.edit_final": {"symbol": "", "saw": ""},
    "finals.fill_cell": {"symbol": "", "saw": ""},
    "exams.edit_mark": {"symbol": "", "saw": ""},
    "topics.edit_topic": {"topic": "Сложение дробей", "plan_item_ids": [], "saw": "Сложение дробей"},
    "homework.edit_homework": {"text": "§ 12", "due_on": "", "saw": {"text": "§ 12", "due_on": ""}},
}
TEXTS = ("\x00", "\ud800", "5" * 65536, "9999-99-99")
VALUES: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, [], [[]], {}, {"a": {"b": []}}, *TEXTS)


def list_mutants(body: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the body with one part replaced or missing, and what stands there instead."""
    for value in VALUES:
        yield value, value
    if isinstance(body, dict):
        for key in body:
            yield {name: part for name, part in body.items() if name != key}, ...
            for mutant, value in list_mutants(body[key]):
                yield {**body, key: mutant}, value
    if isinstance(body, list):
        for mutant, value in list_mutants(body[0]) if body else ():
            yield [mutant], value
        yield body * 101, None


def list_scripts(app: Flask, things: dict[str, int]) -> list[tuple[Address, dict[str, Any]]]:
    """Every route of scripts with a body that it takes."""
    addresses = fill_addresses(app, "PUT", things)
    return [(address, BODIES[address.endpoint]) for address in addresses]


def test_another_shape_is_refused_in_words(
    app: Flask, enter: Callable[[Person], FlaskClient], school: SmallSchool, things: dict[str, int]
) -> None:
    browser = enter(school.teacher_a)
    for address, body in list_scripts(app, things):
        for mutant, value in list_mutants(body):
            answer = browser.put(address.path, data=json.dumps(mutant), content_type="application/json")
            said = (address.path, str(mutant)[:80], answer.status_code, answer.text[:200])
            assert answer.status_code < 500, said
            assert answer.is_json, said
            if answer.status_code == 200:
                assert isinstance(value, str) or value in (None, []), said
            else:
                assert answer.json["error"], said
                assert any(map(is_cyrillic, answer.json["message"])), said


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_what_is_no_json_is_refused_in_words(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    school: SmallSchool,
    things: dict[str, int],
    body: bytes,
) -> None:
    browser = enter(school.teacher_a)
    for address, _body in list_scripts(app, things):
        answer = browser.put(address.path, data=body, content_type="application/json")
        assert (answer.status_code, answer.is_json) == (400, True), (address.path, answer.text[:200])


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("\x00", None),
        ("\ud800", None),
        ("typo", None),
        ("Я" * 65536, None),
        ("\u202eописка\x07\r\n при вводе", "описка при вводе"),
        ('"><svg onload=x>, описка', '"><svg onload=x>, описка'),
    ],
)
def test_a_reason_is_kept_clean_or_refused(
    app: Flask, enter: Callable[[Person], FlaskClient], school: SmallSchool, reason: str, kept: str | None
) -> None:
    browser = enter(school.teacher_a)
    lesson = next(one for one in reversed(school.lessons_a) if one.held_on < school.today)
    with app.extensions["database"].reading() as session:
        column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    cell = f"/lessons/{lesson.id}/columns/{column}/cells/{school.pupils_a[0].id}"
    assert browser.put(cell, json={"symbol": "5", "saw": EMPTY}).status_code == 200
    answer = browser.put(cell, json={**CELL, "symbol": "4", "reason": reason})
    assert answer.status_code in ((400, 409, 422) if kept is None else (200,)), answer.text[:200]
    page = browser.get(f"{cell}/history").text
    assert ("описка" in page) == (kept is not None)
    with app.extensions["database"].reading() as session:
        assert session.query(Amendment).count() == (1 if kept is None else 2)
