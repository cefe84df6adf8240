"""Examinations on their pages: named, read from a spreadsheet, acknowledged by a parent (R-GIA)."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Exam, ExamMark
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in
from tests.factories.furniture import make_exam
from tests.factories.workbooks import make_workbook

HEADINGS = ["ФИО", "Балл", "Отметка"]


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def exam_id(app: Flask, school: SmallSchool) -> int:
    """A state examination in 5А; its first pupil has a five and 78 points."""
    with app.extensions["database"].writing() as session:
        return make_exam(session, school, school.class_a, school.pupils_a[0])


@pytest.fixture
def deputy(app: Flask, client: FlaskClient, school: SmallSchool) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, school.deputy)
    return client


def stored(app: Flask) -> dict[int, tuple[str, int | None]]:
    with app.extensions["database"].reading() as session:
        return {one.pupil_id: (one.value, one.score) for one in session.scalars(select(ExamMark))}


def upload(client: FlaskClient, exam_id: int, content: bytes) -> str:
    data = {"file": (BytesIO(content), "Протокол.xlsx")}
    return unescape(client.post(f"/exams/{exam_id}/results", data=data).text)


def read_fields(page: str) -> dict[str, list[str]]:
    """The hidden fields of the preview."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page):
        fields.setdefault(name, []).append(value)
    return fields


def test_a_deputy_names_an_examination(app: Flask, deputy: FlaskClient, school: SmallSchool) -> None:
    form = {
        "kind": "interim",
        "subject_id": str(school.course_a.subject_id),
        "taker": "parallel-5",
        "marking": "fives",
        "title": "Входная  диагностика",
        "held_on": "2026-11-23",
        "opens_on": "2026-11-23",
        "closes_on": "2026-11-30",
    }
    early = deputy.post("/exams", data={**form, "opens_on": "2026-11-22"})
    assert early.status_code == 422
    assert "Исправьте даты" in early.text
    assert "Входная  диагностика" in early.text
    answer = deputy.post("/exams", data=form)
    with app.extensions["database"].reading() as session:
        exam = session.scalars(select(Exam)).one()
    assert answer.location == f"/exams/{exam.id}"
    assert (exam.parallel, exam.class_id, exam.title) == (5, None, "Входная диагностика")
    assert "5А, 5Б" in deputy.get("/exams").text


def test_results_are_looked_at_before_they_are_written(
    app: Flask, deputy: FlaskClient, school: SmallSchool, exam_id: int
) -> None:
    rows = [HEADINGS, ["Ёлкин Пётр Олегович", 64, 4], ["Чужой Иван", 50, 4], ["Белова Анна Ильинична", 80, 5]]
    page = upload(deputy, exam_id, make_workbook({"Лист1": rows}))
    assert "Чужой Иван" in page
    assert "ученика с таким именем нет среди сдающих" in page
    assert stored(app) == {school.pupils_a[0].id: ("5", 78)}
    answer = deputy.post(f"/exams/{exam_id}/results/save", data=read_fields(page) | {"reason": "апелляция"})
    assert answer.location == f"/exams/{exam_id}"
    assert stored(app) == {school.pupils_a[0].id: ("5", 80), school.pupils_a[1].id: ("4", 64)}


def test_a_refused_result_does_not_hold_back_the_others(
    app: Flask, deputy: FlaskClient, school: SmallSchool, exam_id: int
) -> None:
    first, second = school.pupils_a[0].id, school.pupils_a[1].id
    data = {
        "pupil": [str(first), str(second), str(school.pupils_b[0].id)],
        f"mark-{first}": "4",
        f"saw-{first}": "3",
        f"mark-{second}": "4",
        f"score-{second}": "1000",
        f"mark-{school.pupils_b[0].id}": "4",
    }
    answer = deputy.post(f"/exams/{exam_id}/results/save", data=data)
    assert answer.status_code == 200
    assert "3 результата не записаны" in answer.text
    assert "Балл – целое число от 0 до 100" in answer.text
    assert stored(app) == {first: ("5", 78)}


def test_another_file_is_answered_in_words(deputy: FlaskClient, exam_id: int) -> None:
    assert "не нашлось таблицы с результатами" in upload(deputy, exam_id, make_workbook({"Лист": [["ФИО"]]}))
    assert "Протокол.xlsx" in upload(deputy, exam_id, b"PK\x03\x04 broken")


def test_what_stands_already_is_not_written_again(
    app: Flask, deputy: FlaskClient, school: SmallSchool, exam_id: int
) -> None:
    rows = [["ФИО", "Отметка"], ["Белова Анна Ильинична", 5], ["Ёлкин Пётр Олегович", 4]]
    page = upload(deputy, exam_id, make_workbook({"Лист1": rows}))
    assert "1 результат из файла уже внесён" in page
    assert deputy.post(f"/exams/{exam_id}/results/save", data=read_fields(page)).status_code == 302
    assert stored(app) == {school.pupils_a[0].id: ("5", 78), school.pupils_a[1].id: ("4", None)}


def test_a_deputy_corrects_a_score_by_hand(
    app: Flask, deputy: FlaskClient, school: SmallSchool, exam_id: int
) -> None:
    pupil_id = school.pupils_a[0].id
    address = f"/exams/{exam_id}/results/{pupil_id}"
    assert f'href="{address}"' in deputy.get(f"/exams/{exam_id}").text
    assert 'value="78"' in deputy.get(address).text
    seen = {"mark": "5", "saw_score": "78", "saw_mark": "5", "reason": "апелляция"}
    wrong = deputy.post(address, data={**seen, "score": "1000"})
    assert wrong.status_code == 422
    assert "Балл – целое число от 0 до 100" in wrong.text
    assert 'value="1000"' in wrong.text
    assert stored(app) == {pupil_id: ("5", 78)}
    assert deputy.post(address, data={**seen, "score": "81"}).location == f"/exams/{exam_id}"
    assert stored(app) == {pupil_id: ("5", 81)}
    history = deputy.get(f"/exams/{exam_id}/marks/{pupil_id}/history").text
    assert "ОГЭ, 20.11.2026: отметка 5, балл 78" in history
    assert "апелляция" in history
    late = deputy.post(address, data={**seen, "score": "90"})
    assert late.status_code == 422
    assert stored(app) == {pupil_id: ("5", 81)}
    assert deputy.get(f"/exams/{exam_id}/results/{school.pupils_b[0].id}").status_code == 404


def test_a_parent_acknowledges_the_result_in_the_diary(
    app: Flask, client: FlaskClient, school: SmallSchool, exam_id: int
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    pupil_id = school.pupils_a[0].id
    sign_in(client, school.pupils_a[0])
    assert "родители ещё не ознакомились" in client.get(f"/diary/{pupil_id}/marks").text
    sign_in(client, school.parent_a)
    page = client.get(f"/diary/{pupil_id}/marks").text
    assert "78" in page
    assert "Ознакомлен" in page
    assert client.post(f"/diary/{pupil_id}/exams/{exam_id}/acknowledge").status_code == 302
    assert "ознакомлен 20 нояб" in client.get(f"/diary/{pupil_id}/marks").text
