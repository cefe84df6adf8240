"""Whatever shape a script sends: an answer of 4xx in JSON with a Russian sentence, and nothing changed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.models import Amendment, Attendance, FinalMark, Mark, Person
from journal.texts.rules import is_cyrillic
from tests.addresses import fill_addresses
from tests.factories import SmallSchool

HUGE = 10**30
EMPTY = {"attendance": "", "mark": ""}
NUMBERS: tuple[Any, ...] = (None, True, 7, HUGE, 1.5)
VALUES = (*NUMBERS, [], [[]], {}, {"a": {"b": []}}, "\x00", "\ud800", "5" * 65536)
SHAPES: tuple[Any, ...] = (
    *VALUES,
    {"symbol": "5"},
    {"saw": EMPTY},
    *({"symbol": value, "saw": EMPTY} for value in VALUES),
    *({"symbol": "5", "saw": value} for value in VALUES if value != {}),
    *({"symbol": "5", "saw": {"attendance": value, "mark": ""}} for value in VALUES if value is not None),
    *({"symbol": "5", "saw": {"attendance": "", "mark": value}} for value in VALUES if value is not None),
    *({"cells": value} for value in VALUES if value != []),
    {"cells": [None]},
    {"cells": [{"symbol": "5", "saw": EMPTY}]},
    *({"cells": [{"pupil_id": value, "symbol": "5", "saw": EMPTY}]} for value in VALUES if value != 7),
    {"cells": [{"pupil_id": 1, "symbol": "5", "saw": EMPTY}] * 101},
)


def count_rows(session: Session) -> list[int]:
    return [
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Mark, Attendance, FinalMark, Amendment)
    ]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_another_shape_is_refused_in_words(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    school: SmallSchool,
    things: dict[str, int | str],
    method: str,
) -> None:
    browser = enter(school.teacher_a)
    database = app.extensions["database"]
    with database.reading() as session:
        before = count_rows(session)
    for address in fill_addresses(app, method, things):
        if "accounts." in address.endpoint:
            continue
        for shape in SHAPES:
            answer = browser.open(
                address.path, method=method, data=json.dumps(shape), content_type="application/json"
            )
            said = (address.path, str(shape)[:80], answer.status_code, answer.text[:200])
            assert 400 <= answer.status_code < 500, said
            assert answer.is_json, said
            assert answer.json["error"], said
            assert any(map(is_cyrillic, answer.json["message"])), said
    with database.reading() as session:
        assert count_rows(session) == before


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"symbol": NaN}'])
def test_what_is_no_json_is_refused_in_words(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    school: SmallSchool,
    things: dict[str, int | str],
    body: bytes,
) -> None:
    browser = enter(school.teacher_a)
    for address in fill_addresses(app, "PUT", things):
        answer = browser.put(address.path, data=body, content_type="application/json")
        assert (answer.status_code, answer.is_json) == (400, True), (address.path, answer.text[:200])


@pytest.mark.parametrize("reason", ["\x00", "\ud800", "\u202eoдин", "Я" * 65536, "typo", "🙂" * 400])
def test_a_reason_that_cannot_be_kept_is_refused_or_cleaned(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    school: SmallSchool,
    things: dict[str, int | str],
    reason: str,
) -> None:
    browser = enter(school.teacher_a)
    lesson = school.lessons_a[-16]
    assert lesson.held_on < school.today
    cell = next(
        address.path
        for address in fill_addresses(app, "PUT", things | column_of(app, lesson.id))
        if address.endpoint == "grades.edit_cell"
    )
    first = browser.put(cell, json={"symbol": "5", "saw": EMPTY})
    assert first.status_code == 200, first.text
    saw = {"attendance": "", "mark": "5"}
    answer = browser.put(cell, json={"symbol": "4", "saw": saw, "reason": reason})
    assert answer.status_code in (200, 400, 409, 422), answer.text[:200]
    with app.extensions["database"].reading() as session:
        kept = session.scalars(select(Amendment.reason)).all()
    assert all("\x00" not in text and "\u202e" not in text for text in kept)


def column_of(app: Flask, lesson_id: int) -> dict[str, int | str]:
    from journal.models import LessonColumn

    with app.extensions["database"].reading() as session:
        query = select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id)
        return {"lesson_id": lesson_id, "column_id": session.scalars(query).one()}
