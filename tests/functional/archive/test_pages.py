"""The archive's pages: what is missing, what is entered, what is printed and downloaded."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.archive import press
from journal.paper.workshop import Papers
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

YEAR = {"starts_on": "2026-09-01", "ends_on": "2027-08-31"}


@pytest.fixture
def school(app: Flask) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY, tick=False):
        with app.extensions["database"].writing() as session:
            school = make_school(session)
        yield school


@pytest.fixture
def tutor(app: Flask, school: SmallSchool) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.teacher_a)
    return client


@pytest.fixture
def director(app: Flask, school: SmallSchool) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.director)
    return client


@pytest.fixture
def free_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = Papers(b"%PDF-1.7", 7, b"PK")
    monkeypatch.setattr(press, "make_papers", lambda _book, _moment: papers)


def test_a_tutor_sees_what_is_missing_with_the_way_to_it(tutor: FlaskClient, school: SmallSchool) -> None:
    page = tutor.get(f"/classes/{school.class_a.id}/archive").text
    assert "Не хватает 8 итоговых отметок." in page
    assert f"/classes/{school.class_a.id}/finals/" in page
    assert "Нет решения с номером и датой у 4 учеников." in page
    assert "Пока ничего не напечатано." in page


def test_common_minutes_fill_what_a_line_leaves_empty(tutor: FlaskClient, school: SmallSchool) -> None:
    first, second, third, _fourth = (pupil.id for pupil in school.pupils_a)
    form = {
        "number": "5",
        "dated_on": "2027-05-27",
        "pupil": [str(first), str(second), str(third)],
        f"kind-{first}": "promoted",
        f"kind-{second}": "conditionally",
        f"number-{second}": "6",
        f"kind-{third}": "",
    }
    address = f"/classes/{school.class_a.id}/archive"
    page = tutor.post(f"{address}/decisions", data=form, follow_redirects=True).text
    assert "Сохранено 2 решения." in page
    assert f'name="number-{first}" maxlength="40" autocomplete="off" value="5"' in page
    assert f'name="number-{second}" maxlength="40" autocomplete="off" value="6"' in page
    assert page.count('value="2027-05-27"') == 2
    assert "Нет решения с номером и датой у 2 учеников." in page


@pytest.mark.usefixtures("free_papers")
def test_papers_are_asked_for_made_and_downloaded(
    app: Flask, tutor: FlaskClient, school: SmallSchool
) -> None:
    address = f"/classes/{school.class_a.id}/archive"
    days = {"starts_on": "2026-11-02", "ends_on": "2026-11-20"}
    page = tutor.post(f"{address}/print", data=days, follow_redirects=True).text
    assert "data-running" in page
    assert press.print_waiting(app.extensions["database"]) == 1
    assert "2 ноября 2026 – 20 ноября 2026" in tutor.get(address).text
    paper = tutor.get(f"{address}/paper?from=2026-11-02&to=2026-11-20")
    assert (paper.mimetype, paper.data) == ("application/pdf", b"%PDF-1.7")
    assert paper.headers["Content-Disposition"].startswith("attachment")
    assert tutor.get(f"{address}/workbook").data == b"PK"
    missing = tutor.get(f"{address}/paper?from=2026-09-01&to=2026-09-30", follow_redirects=True)
    assert "Эти документы ещё не подготовлены." in missing.text


def test_days_outside_of_the_year_come_back_with_the_sentence(
    tutor: FlaskClient, school: SmallSchool
) -> None:
    days = {"starts_on": "2026-11-02", "ends_on": "2026-10-01"}
    answer = tutor.post(f"/classes/{school.class_a.id}/archive/print", data=days)
    assert answer.status_code == 422
    assert "Дни должны лежать в учебном году, с 1 сентября 2026 по 31 августа 2027" in answer.text
    assert 'value="2026-10-01"' in answer.text


@pytest.mark.usefixtures("free_papers")
def test_the_school_is_printed_stopped_and_resumed(
    app: Flask, director: FlaskClient, school: SmallSchool
) -> None:
    director.post("/archive/print", data=YEAR)
    assert "Готово классов: 0 из 2." in director.get("/archive").text
    assert "Печать остановлена." in director.post("/archive/stop", follow_redirects=True).text
    assert press.print_waiting(app.extensions["database"]) == 0
    director.post("/archive/resume")
    assert press.print_waiting(app.extensions["database"]) == 2
    page = director.get("/archive").text
    assert "Все документы готовы." in page
    assert page.count(">PDF<") == 2


@pytest.mark.usefixtures("free_papers")
def test_a_class_that_failed_is_named(
    app: Flask, director: FlaskClient, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_book: object, _moment: object) -> Papers:
        raise RuntimeError

    monkeypatch.setattr(press, "make_papers", fail)
    director.post(f"/classes/{school.class_b.id}/archive/print", data=YEAR)
    press.print_waiting(app.extensions["database"])
    page = director.get(f"/classes/{school.class_b.id}/archive").text
    assert "Документы этого класса подготовить не удалось." in page
    assert f"/classes/{school.class_b.id}/archive/resume" in page
