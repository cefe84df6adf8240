"""The page «Что изменялось» (R-AMEND), its spreadsheets, and the page that erases a text."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, update

from journal.accounts.hashing import hash_password
from journal.amendments.errors import TooManyRows
from journal.amendments.record import Cause, Place, record_text, record_value
from journal.amendments.verify import verify_history
from journal.blueprints.history import exports
from journal.models import Account, Amendment, SignInFailure
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school, sign_in

PASSWORD = "верный пароль школы"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(autouse=True)
def _moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """A school with a mark of 5А, one of 5Б, and a topic that looks like a formula and was replaced."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        session.execute(update(Account).values(password_hash=hash_password(PASSWORD)))
        for teacher, pupil, course, one in (
            (school.teacher_a, school.pupils_a[0], school.course_a, school.class_a),
            (school.teacher_b, school.pupils_b[1], school.course_b, school.class_b),
        ):
            place = Place(
                class_ids=(one.id,), course_id=course.id, pupil_id=pupil.id, subject_id=course.subject_id
            )
            actor = actor_of(session, teacher)
            cause = Cause(reason="переписал", grant_id=17)
            record_value(session, actor=actor, kind="mark", place=place, before="2", after="5", cause=cause)
        lesson = school.lesson_on(school.today)
        place = Place(class_ids=(school.class_a.id,), course_id=school.course_a.id, lesson_id=lesson.id)
        actor = actor_of(session, school.teacher_a)
        record_text(session, actor=actor, kind="topic", place=place, before="", after=FORMULA)
        record_text(session, actor=actor, kind="topic", place=place, before=FORMULA, after="Дроби")
        return school


def read(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/changes{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_change_is_a_sentence_with_its_place(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.director)
    page = read(client)
    for part in (
        "Отметка: «5» вместо «2»",
        "Белова Анна",
        "Причина: переписал",
        "по разрешению № 17",
        "Иванова Мария Петровна",
        "Тема: «Дроби» вместо «=cmd|",
        "урок 20 ноября 2026",
    ):
        assert part in page


def test_a_teacher_sees_the_own_only(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_b)
    page = read(client)
    assert page.count("вместо «2»") == 1
    assert "Белова Анна" not in page
    assert client.get(f"/changes?class={school.class_a.id}").status_code == 404
    assert client.get(f"/changes?actor={school.teacher_a.id}").status_code == 404
    assert client.get(f"/changes?teacher={school.teacher_a.id}").status_code == 404
    foreign = f"/changes?class={school.class_b.id}&pupil={school.pupils_a[0].id}"
    assert client.get(foreign).status_code == 404
    assert "Ничего не найдено" in read(client, f"?lesson={school.lesson_on(school.today).id}")


@pytest.mark.parametrize("query", ["?since=вчера", "?grant=семь", "?before=x", f"?pupil={'9' * 30}"])
def test_what_is_no_condition_is_refused(client: FlaskClient, school: SmallSchool, query: str) -> None:
    sign_in(client, school.director)
    assert client.get(f"/changes{query}").status_code == 400


def export(client: FlaskClient, **form: str) -> list[tuple[object, ...]]:
    answer = client.post("/changes/export", data={"password": PASSWORD, **form})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.get_data())).worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_report_of_access_has_the_school_s_columns(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.deputy)
    rows = export(client, what="access", **{"class": str(school.class_a.id)})
    assert rows[0][0] == "Отчет о доступе к классному журналу"
    headings = rows[3]
    assert headings[:5] == ("Класс", "Предмет", "Когда", "Кто", "Дата урока")
    mark, _, topic = rows[4:]
    assert (mark[0], mark[6:10]) == ("5А", ("Отметка", "2", "5", "переписал; по разрешению № 17"))
    assert topic[7:9] == (FORMULA, "Дроби")


def test_an_export_is_shown_to_the_director(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_a)
    rows = export(client, what="changes")
    assert len(rows) == 4 + 3
    sign_in(client, school.director)
    page = read(client, "?kind=keeping")
    assert "Выгружено в таблицу: найденные изменения, строк: 3" in page
    with app.extensions["database"].reading() as session:
        assert verify_history(session).troubles == []


def test_nothing_is_exported_without_the_password(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    sign_in(client, school.director)
    for password in ("", "неверный"):
        answer = client.post("/changes/export", data={"password": password, "what": "changes"})
        assert answer.status_code == 422
        assert "spreadsheetml" not in answer.mimetype
    with app.extensions["database"].reading() as session:
        assert len(session.scalars(select(SignInFailure)).all()) == 2
        assert session.scalars(select(Amendment).where(Amendment.kind == "export")).all() == []


def test_guessing_the_password_there_is_slowed_down(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.director)
    statuses = {
        client.post("/changes/export", data={"password": str(number)}).status_code for number in range(12)
    }
    assert 429 in statuses


def test_too_many_rows_are_refused(
    client: FlaskClient, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    sign_in(client, school.director)
    answer = client.post("/changes/export", data={"password": PASSWORD, "what": "changes"})
    assert answer.status_code == TooManyRows.http_status
    assert "больше 3 изменений" in answer.get_data(as_text=True)


def find_topics(app: Flask) -> list[int]:
    with app.extensions["database"].reading() as session:
        return list(
            session.scalars(select(Amendment.id).where(Amendment.kind == "topic").order_by(Amendment.id))
        )


def test_an_erased_text_names_the_order_everywhere(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    sign_in(client, school.director)
    first, _ = find_topics(app)
    assert "=cmd|" in client.get(f"/changes/{first}/erasure").get_data(as_text=True)
    form = {"number": "12-ОД", "ordered_on": school.today.isoformat()}
    answer = client.post(f"/changes/{first}/erasure", data=form, follow_redirects=True)
    assert f"Текст изменения № {first} удалён по приказу № 12-ОД от 20 ноября 2026" in answer.get_data(
        as_text=True
    )
    lesson_id = school.lesson_on(school.today).id
    for page in (read(client), client.get(f"/lessons/{lesson_id}/history").get_data(as_text=True)):
        assert page.count("удалено по приказу № 12-ОД от 20 ноября 2026") == 2
        assert "=cmd|" not in page
    rows = export(client, what="access")
    assert sum("удалено по приказу № 12-ОД от 20 ноября 2026" in map(str, row) for row in rows) == 2


def test_a_refused_erasure_keeps_what_was_typed(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.administrator)
    first, second = find_topics(app)
    form = {"number": "12-ОД", "ordered_on": "2027-01-01"}
    answer = client.post(f"/changes/{first}/erasure", data=form)
    assert answer.status_code == 422
    assert "не позднее сегодняшней" in answer.get_data(as_text=True)
    assert 'value="12-ОД"' in answer.get_data(as_text=True)
    answer = client.post(f"/changes/{second}/erasure", data=form | {"ordered_on": school.today.isoformat()})
    assert "ещё стоит в теме урока" in answer.get_data(as_text=True)
