"""What people do wrong: a clear Russian sentence, nothing changed, nothing lost of what was typed."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.models import Amendment, Attendance, Homework, ImportDraft, Lesson, LessonColumn, Mark, Person
from tests.factories import SmallSchool
from tests.factories.workbooks import make_workbook

EMPTY = {"attendance": "", "mark": ""}
TABLES = (Mark, Attendance, Homework, Amendment, ImportDraft)
Enter = Callable[[Person], FlaskClient]


@pytest.fixture
def teacher(enter: Enter, school: SmallSchool) -> FlaskClient:
    return enter(school.teacher_a)


def count_rows(app: Flask) -> tuple[int, ...]:
    with app.extensions["database"].reading() as session:
        topics = session.scalar(select(func.count()).select_from(Lesson).where(Lesson.topic != "")) or 0
        return (topics, *(session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES))


def column_of(session: Session, lesson: Lesson) -> int:
    return session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()


def put_cell(
    app: Flask, browser: FlaskClient, lesson: Lesson, pupil: Person, symbol: str, **more: object
) -> TestResponse:
    with app.extensions["database"].reading() as session:
        column = column_of(session, lesson)
    path = f"/lessons/{lesson.id}/columns/{column}/cells/{pupil.id}"
    return browser.put(path, json={"symbol": symbol, "saw": EMPTY, **more})


@pytest.mark.parametrize("symbol", ["6", "5/4", "5.", "н", "<b>", "=1+1", "Ы" * 300])
def test_a_symbol_outside_the_list(
    app: Flask, teacher: FlaskClient, school: SmallSchool, symbol: str
) -> None:
    answer = put_cell(app, teacher, school.lesson_on(school.today), school.pupils_a[0], symbol)
    assert answer.status_code == 422
    assert "Допустимо одно из" in answer.json["message"]
    assert len(answer.json["message"]) < 200
    assert "5" in answer.json["allowed"]
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


def test_a_pupil_of_another_class(app: Flask, teacher: FlaskClient, school: SmallSchool) -> None:
    answer = put_cell(app, teacher, school.lesson_on(school.today), school.pupils_b[1], "5")
    assert answer.status_code == 422
    assert "этого ученика в списке нет" in answer.json["message"]
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


def test_a_foreign_lesson_answers_as_a_missing_one(
    app: Flask, teacher: FlaskClient, school: SmallSchool
) -> None:
    answer = put_cell(app, teacher, school.lessons_b[0], school.pupils_b[1], "5")
    missing = teacher.put("/lessons/999999/columns/1/cells/1", json={"symbol": "5", "saw": EMPTY})
    assert (answer.status_code, answer.json) == (404, missing.json)
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("topic", "Addition of fractions", "на русском"),
        ("topic", "Т" * 65536, "500"),
        ("homework", "read page 12", "на русском"),
        ("homework", "Ч" * 65536, "4000"),
        ("due_on", "2031-05-20", "учебн"),
        ("due_on", "2026-11-20", "после"),
    ],
)
def test_the_plain_form_keeps_what_was_typed(
    app: Flask, teacher: FlaskClient, school: SmallSchool, field: str, text: str, sentence: str
) -> None:
    lesson = school.lesson_on(school.today)
    typed = {"topic": "Сложение дробей", "homework": "§ 12", "due_on": "", field: text}
    saw = {f"saw-{name}": "" for name in typed}
    answer = teacher.post(f"/lessons/{lesson.id}", data={**typed, **saw})
    assert answer.status_code == 422
    assert "Пока ничего не сохранено" in answer.text
    assert sentence in answer.text
    for value in typed.values():
        assert value in answer.text
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


def test_a_stale_form_shows_both_texts(app: Flask, teacher: FlaskClient, school: SmallSchool) -> None:
    lesson = school.lesson_on(school.today)
    path = f"/lessons/{lesson.id}"
    assert teacher.post(path, data={"topic": "Дроби", "saw-topic": ""}).status_code == 302
    answer = teacher.post(path, data={"topic": "Проценты", "saw-topic": ""})
    assert answer.status_code == 422
    assert "Проценты" in answer.text
    assert "Дроби" in answer.text


def test_a_form_without_its_token_is_refused(app: Flask, enter: Enter, school: SmallSchool) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = enter(school.teacher_a).post(f"/lessons/{school.lessons_a[0].id}", data={"topic": "Дроби"})
    assert answer.status_code == 400
    assert "слишком долго" in answer.text
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


def test_a_lesson_too_far_ahead(app: Flask, teacher: FlaskClient, school: SmallSchool) -> None:
    lesson = school.lesson_on(school.today + timedelta(days=14))
    answer = put_cell(app, teacher, lesson, school.pupils_a[0], "5")
    assert answer.status_code == 422
    assert "14" in answer.json["message"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("пустой.xlsx", b""),
        ("письмо.xlsx", b"MZ\x90\x00" * 100),
        ("обрезан.xlsx", make_workbook({"Лист1": [["ФИО"], ["Белова Анна"]]})[:900]),
        ("../../etc/passwd", b"root:x:0:0"),
        ("=HYPERLINK().xlsx", b"PK\x03\x04" + bytes(1000)),
    ],
)
def test_a_broken_workbook_is_refused_beside_its_field(
    app: Flask, enter: Enter, school: SmallSchool, name: str, content: bytes
) -> None:
    answer = enter(school.administrator).post(
        "/imports", data={"files": (io.BytesIO(content), name)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.text
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)


def test_a_request_that_is_too_large(app: Flask, enter: Enter, school: SmallSchool) -> None:
    answer = enter(school.administrator).post(
        "/imports", data=bytes(13_000_000), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "меньш" in answer.text
    assert 'lang="ru"' in answer.text
    assert count_rows(app) == (0, 0, 0, 0, 0, 0)
