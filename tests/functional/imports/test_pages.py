"""The pages of an import: upload, questions that lose nothing, commit, result; a teacher's own plan."""

import html
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from journal.blueprints.imports.forms import name_field, read_answers
from journal.database import Database
from journal.models import ImportDraft, Lesson, Person, Pupil, School
from journal.plans.queries import list_plan_items
from tests.factories.people import make_staff
from tests.factories.signing import sign_in
from tests.factories.small_school import SmallSchool, make_school
from tests.factories.workbooks import PLAN, SCHOOL, make_workbook

FIRST_CLASH, SECOND_CLASH = "clash/1/2/Черепанова Алёна Павловна", "clash/1/5/Аверин Егор Андреевич"


@pytest.fixture
def database(app: Flask) -> Database:
    database: Database = app.extensions["database"]
    return database


@pytest.fixture
def administrator(database: Database, client: FlaskClient) -> Person:
    """The administrator of an empty school, signed in."""
    with database.writing() as session:
        session.add(School(name="Школа села Конево", short_name="Конево"))
        person = make_staff(session, "Админова Анна Ивановна", "administrator")
    sign_in(client, person)
    return person


def send(client: FlaskClient, path: str, *files: tuple[str, bytes]) -> TestResponse:
    content = [(io.BytesIO(body), name) for name, body in files]
    return client.post(path, data={"files": content}, content_type="multipart/form-data")


def school_uploads() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(SCHOOL.glob("*.xlsx"))]


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of a page as it stands."""
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        is_off = attributes.get("type") in ("radio", "checkbox") and " checked" not in tag
        if "name" in attributes and not is_off and attributes.get("type") != "file":
            fields[attributes["name"]] = attributes.get("value", "")
    return fields


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_school_s_files_from_upload_to_result(
    client: FlaskClient, database: Database, administrator: Person
) -> None:
    answer = send(client, "/imports", *school_uploads())
    assert answer.status_code == 302
    address = answer.location
    page = client.get(address).text
    assert "105 учеников" in page
    assert "Кабинет 16 занят дважды" in page

    typed = fields_of(page) | {
        name_field(FIRST_CLASH): "omit/6А/Математика",
        name_field("calendar", "holidays", "4", "name"): "Карантин",
        name_field("calendar", "holidays", "4", "starts_on"): "2026-09-14",
        name_field("calendar", "holidays", "4", "ends_on"): "2026-09-18",
        name_field("split/5А/Иностранный язык (английский)", "Ё-118"): "2",
    }
    answer = client.post(f"{address}/commit", data=typed, follow_redirects=True)
    assert "1 вопрос пока без ответа" in answer.text
    assert count(database, Pupil) == 0
    kept = fields_of(answer.text)
    del typed["csrf_token"]
    assert {name: kept.get(name) for name in typed} == typed

    answer = client.post(
        f"{address}/commit", data={**kept, name_field(SECOND_CLASH): "joint"}, follow_redirects=True
    )
    assert "Импорт выполнен" in answer.text
    assert "105 учеников" in answer.text
    assert (count(database, Pupil), count(database, Lesson) < 2492) == (105, True)
    with database.reading() as session:
        assert session.scalars(select(ImportDraft.answers)).one().keys() == {"created"}

    again = client.post(f"{address}/commit", data=kept, follow_redirects=True)
    assert ("105 учеников" in again.text, count(database, Pupil)) == (True, 105)

    second = send(client, "/imports", *school_uploads()).location
    assert "нет ничего нового" in client.get(second).text
    assert "ещё не импортировано" in client.get("/imports").text
    answer = client.post(f"{second}/discard", follow_redirects=True)
    assert "Загруженные файлы удалены" in answer.text
    assert client.get(second).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("письмо.xlsx", b"not a workbook", "не книга Excel"),
        ("старый.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "в старом формате"),
        ("", b"", "Файл не выбран"),
    ],
)
def test_a_bad_upload_is_refused_beside_its_field(
    client: FlaskClient, database: Database, administrator: Person, name: str, content: bytes, sentence: str
) -> None:
    answer = send(client, "/imports", *([(name, content)] if name else []))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert count(database, ImportDraft) == 0


def test_refused_rows_are_corrected_on_the_page(
    client: FlaskClient, database: Database, administrator: Person
) -> None:
    rows = [("ФИО", "Дата рождения", "Класс"), ("Ёлкин <b>Пётр</b>", "нет", "5А"), ("Ёлкина Яна", "", "5А")]
    address = send(client, "/imports", ("ученики.xlsx", make_workbook({"Лист1": rows}))).location
    page = client.get(address).text
    assert "Ёлкин &lt;b&gt;Пётр&lt;/b&gt;" in page
    typed = fields_of(page) | {
        name_field("row/ученики.xlsx/Лист1/2", "name"): "Ёлкин Пётр",
        name_field("row/ученики.xlsx/Лист1/2", "birth_date"): "мая 2014",
        name_field("row/ученики.xlsx/Лист1/3"): "omit",
    }
    answer = client.post(f"{address}/answers", data=typed, follow_redirects=True)
    assert "«мая 2014» — не дата" in answer.text
    assert 'value="мая 2014"' in answer.text
    typed = fields_of(answer.text) | {name_field("row/ученики.xlsx/Лист1/2", "birth_date"): "01.05.2014"}
    assert "Импорт выполнен" in client.post(f"{address}/commit", data=typed, follow_redirects=True).text
    with database.reading() as session:
        assert [pupil.person.full_name for pupil in session.scalars(select(Pupil))] == ["Ёлкин Пётр"]


def test_a_sheet_and_its_columns_are_matched_by_hand(
    client: FlaskClient, database: Database, administrator: Person
) -> None:
    rows = [("Кто", "Когда", "Где"), ("Ёлкин Пётр", "01.05.2014", "5А")]
    address = send(client, "/imports", ("список.xlsx", make_workbook({"Лист1": rows}))).location
    assert "не нашлось знакомых заголовков" in client.get(address).text
    place = "список.xlsx/Лист1"
    page = client.post(
        f"{address}/answers", data={name_field(f"sheet/{place}"): "pupils"}, follow_redirects=True
    ).text
    assert "Что записано в столбце «Кто»" in page
    columns = {"Кто": "name", "Когда": "birth_date", "Где": "school_class"}
    typed = {name_field(f"column/{place}/{heading}"): meaning for heading, meaning in columns.items()}
    page = client.post(f"{address}/answers", data=typed, follow_redirects=True).text
    assert "1 ученик" in page
    answer = client.post(f"{address}/commit", data=fields_of(page) | typed, follow_redirects=True)
    assert "Импорт выполнен" in answer.text
    assert count(database, Pupil) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"calendar": "x"}, {"[": "x"}, {"[]": "x"}, {"[1]": "x"},
        {'["calendar"]': "x"}, {'["calendar", "periods"]': "x"},
        {'["calendar", "periods", "0"]': "x"}, {'["calendar", "periods", "x", "kind"]': "half"},
        {'["calendar", "periods", "0", "kind"]': "half", '["calendar", "periods", "0", "number"]': "x"},
        {'["calendar", "periods", "0"]': "half", '["calendar", "periods", "0", "kind"]': "y"},
        {'["calendar", "holidays", "0", "parallel"]': "99", '["calendar", "holidays", "0", "name"]': "x"},
        {'["row/список.xlsx/Лист1/2"]': "<script>"}, {'["row/список.xlsx/Лист1/2", "name", "deeper"]': "x"},
        {'["split/5А/Физика", "1"]': "9"}, {'["sheet/список.xlsx/Лист1"]': "x"},
        {'["sheet/список.xlsx/Лист1", "x"]': "x"}, {'["column/список.xlsx/Лист1/Пол"]': "topic"},
    ],
)  # fmt: skip
def test_a_form_made_by_hand_breaks_nothing(
    client: FlaskClient, database: Database, administrator: Person, fields: dict[str, str]
) -> None:
    rows = [("ФИО", "Дата рождения", "Класс", "Пол"), ("Ёлкин Пётр", "нет", "5А", "м")]
    address = send(client, "/imports", ("список.xlsx", make_workbook({"Лист1": rows}))).location
    answer = client.post(f"{address}/commit", data=fields, follow_redirects=True)
    assert (answer.status_code, count(database, Pupil)) == (200, 0)


def test_answers_are_read_back_from_their_field_names() -> None:
    sent: dict[str, Any] = {
        name_field("a|b", "в"): "1",
        name_field("a|b", "г"): "2",
        name_field("calendar", "periods", "10", "kind"): "half",
        name_field("calendar", "periods", "9", "kind"): "quarter",
        name_field("пусто"): "",
        name_field("row"): "omit",
        name_field("row", "name"): "не нужно",
        "csrf_token": "x",
    }
    assert read_answers(sent.items()) == {
        "a|b": {"в": "1", "г": "2"},
        "calendar": {"periods": [{"kind": "quarter"}, {"kind": "half"}]},
        "row": "omit",
    }


@pytest.fixture
def school(database: Database, client: FlaskClient) -> SmallSchool:
    """The small school, its teacher of mathematics signed in."""
    with database.writing() as session:
        school = make_school(session)
    sign_in(client, school.teacher_a)
    return school


def test_a_teacher_brings_in_the_own_plan(
    client: FlaskClient, database: Database, school: SmallSchool
) -> None:
    path = f"/courses/{school.course_a.id}/plan"
    assert client.get(path).status_code == 200
    address = send(client, path, (PLAN, (SCHOOL / PLAN).read_bytes())).location
    page = client.get(address).text
    assert "170 тем" in page
    assert "Десятичная система счисления" in page
    answer = client.post(f"{address}/commit", data=fields_of(page), follow_redirects=True)
    assert "КТП сохранено" in answer.text
    with database.reading() as session:
        assert len(list_plan_items(session, school.course_a.id)) == 170
    assert client.get(address).status_code == 302


def test_a_teacher_s_refused_topics_wait_for_an_answer(
    client: FlaskClient, database: Database, school: SmallSchool
) -> None:
    rows = [("Тема урока", "Часы"), ("Дроби", 1), ("Проценты", "семь")]
    path = f"/courses/{school.course_a.id}/plan"
    address = send(client, path, ("план.xlsx", make_workbook({"Лист1": rows}))).location
    answer = client.post(f"{address}/commit", data=fields_of(client.get(address).text), follow_redirects=True)
    assert "1 вопрос пока без ответа" in answer.text
    typed = fields_of(answer.text) | {name_field("row/план.xlsx/Лист1/3", "hours"): "2", "check": "1"}
    answer = client.post(f"{address}/commit", data=typed, follow_redirects=True)
    assert "2 темы" in answer.text
    with database.reading() as session:
        assert not list_plan_items(session, school.course_a.id)
    discarded = client.post(f"{address}/discard")
    assert discarded.location.endswith(path)
    assert count(database, ImportDraft) == 0


def test_a_foreign_course_s_plan_is_not_there(client: FlaskClient, school: SmallSchool) -> None:
    path = f"/courses/{school.course_b.id}/plan"
    assert client.get(path).status_code == 404
    assert send(client, path, (PLAN, (SCHOOL / PLAN).read_bytes())).status_code == 404
    assert client.get("/imports").status_code == 403
    assert send(client, "/imports", (PLAN, (SCHOOL / PLAN).read_bytes())).status_code == 403
