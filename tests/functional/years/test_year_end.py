"""The end of a year on its page: printed, certified, kept, closed (R-ARCHIVE, R-CLOSED)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from journal.archive import press
from journal.models import AcademicYear, ArchiveVersion, LessonColumn, Person, YearClosing
from journal.paper.workshop import Papers
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

JUNE = datetime(2027, 6, 1, 7, 0, tzinfo=UTC)
YEAR = {"starts_on": "2026-09-01", "ends_on": "2027-08-31"}
Browser = Callable[[Person], FlaskClient]


@pytest.fixture
def school(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    """The small school after its last lesson; papers cost nothing here."""
    monkeypatch.setattr(press, "make_papers", lambda _book, _moment: Papers(b"%PDF-1.7", 7, b"PK"))
    with time_machine.travel(FRIDAY, tick=False) as moment:
        with app.extensions["database"].writing() as session:
            school = make_school(session)
        moment.move_to(JUNE, tick=False)
        yield school


@pytest.fixture
def browser(app: Flask) -> Browser:
    def browse(person: Person) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return browse


def press_all(app: Flask, browser: Browser, school: SmallSchool) -> None:
    """Decisions for everybody, papers of both classes."""
    deputy = browser(school.deputy)
    for school_class, pupils in ((school.class_a, school.pupils_a), (school.class_b, school.pupils_b)):
        ids = [str(pupil.id) for pupil in pupils]
        kinds = {f"kind-{key}": "promoted" for key in ids}
        deputy.post(
            f"/classes/{school_class.id}/archive/decisions",
            data={"number": "7", "dated_on": "2027-05-28", "pupil": ids, **kinds},
        )
    deputy.post("/archive/print", data=YEAR)
    assert press.print_waiting(app.extensions["database"]) == 2


def certify_all(browser: Browser, school: SmallSchool) -> None:
    deputy = browser(school.deputy)
    for school_class in (school.class_a, school.class_b):
        answer = deputy.post(f"/archive/classes/{school_class.id}/certify", follow_redirects=True)
        assert "Распечатка заверена и запечатана." in answer.text


def find_version_id(app: Flask, school: SmallSchool) -> int:
    with app.extensions["database"].reading() as session:
        versions = select(ArchiveVersion.id).where(ArchiveVersion.class_id == school.class_a.id)
        return session.scalars(versions).one()


def count(app: Flask, model: type) -> int:
    with app.extensions["database"].reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_page_leads_from_class_to_class(app: Flask, school: SmallSchool, browser: Browser) -> None:
    deputy, address = browser(school.deputy), f"/archive/years/{school.year.id}"
    page = deputy.get("/archive/register", follow_redirects=True).text
    assert "Пока не заверены: 5А, 5Б." in page
    assert "5А – 4 ученика, 5Б – 3 ученика." in page
    assert "Заверить" not in page
    refused = deputy.post(f"/archive/classes/{school.class_a.id}/certify")
    assert refused.status_code == 422
    assert "нет распечатки за весь год" in refused.text
    press_all(app, browser, school)
    assert "Заверить" in deputy.get(address).text
    assert "Заверить" not in browser(school.secretary).get(address).text
    certify_all(browser, school)
    page = deputy.get(address).text
    assert f"{school.deputy.full_name}, заместитель директора по УВР" in page
    assert "Год закрывает директор." in page
    again = deputy.post(f"/archive/classes/{school.class_a.id}/certify")
    assert again.status_code == 422
    assert "уже заверен, и с тех пор ничего не изменилось" in again.text


def test_the_secretary_keeps_lends_and_takes_back(app: Flask, school: SmallSchool, browser: Browser) -> None:
    press_all(app, browser, school)
    certify_all(browser, school)
    version, secretary = f"/archive/versions/{find_version_id(app, school)}", browser(school.secretary)

    def send(action: str, **data: str) -> tuple[int, str]:
        answer = secretary.post(f"{version}/{action}", data=data, follow_redirects=True)
        return answer.status_code, answer.text

    assert send("shelf", shelf_mark=" ")[0] == 422
    assert "Шкаф 3, полка 2" in send("shelf", shelf_mark="Шкаф 3, полка 2")[1]
    _status, page = send("lend", taken_by="Завучева А. И.", purpose="проверка")
    assert "на руках: Завучева А. И., с 1 июня 2027" in page
    assert send("lend", taken_by="Другой Человек")[0] == 409
    _status, page = send("return")
    assert "на руках" not in page
    assert "Завучева А. И., проверка" in page  # who had it stays
    assert send("return")[0] == 409
    for kind, begin in (("paper", b"%PDF"), ("bundle", b"PK")):
        answer = secretary.get(f"{version}/{kind}")
        assert answer.data.startswith(begin)
        assert "attachment" in answer.headers["Content-Disposition"]
    assert secretary.get(f"{version}/supplement").status_code == 404


def test_the_director_closes_the_year_and_takes_it_back(
    app: Flask, school: SmallSchool, browser: Browser
) -> None:
    director, address = browser(school.director), f"/archive/years/{school.year.id}"
    early = director.post(f"{address}/close")
    assert early.status_code == 422
    assert "5А, 5Б" in early.text
    press_all(app, browser, school)
    certify_all(browser, school)
    assert "только читать" in director.post(f"{address}/close", follow_redirects=True).text
    assert director.post(f"{address}/close").status_code == 409
    assert director.post(f"{address}/reopen", data={"reason": " "}).status_code == 422
    page = director.post(
        f"{address}/reopen", data={"reason": "Ошибка в приказе."}, follow_redirects=True
    ).text
    assert "Ошибка в приказе." in page
    assert count(app, YearClosing) == 1


def test_the_journal_of_a_closed_year_is_only_read(app: Flask, school: SmallSchool, browser: Browser) -> None:
    press_all(app, browser, school)
    certify_all(browser, school)
    teacher, lesson = browser(school.teacher_a), school.lesson_on(school.today)
    notice = "сдан в архив: его можно только читать"
    for address in (
        f"/courses/{school.course_a.id}",
        f"/courses/{school.course_a.id}/finals",
        f"/lessons/{lesson.id}",
        f"/classes/{school.class_a.id}/finals",
        f"/classes/{school.class_a.id}/archive",
    ):
        assert notice in teacher.get(address).text, address
    assert 'id="lesson"' not in teacher.get(f"/lessons/{lesson.id}").text
    assert "Сохранить решения" not in teacher.get(f"/classes/{school.class_a.id}/archive").text
    with app.extensions["database"].reading() as session:
        column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    answer = teacher.put(
        f"/lessons/{lesson.id}/columns/{column}/cells/{school.pupils_a[0].id}",
        json={"symbol": "5", "saw": {"attendance": "", "mark": ""}},
    )
    assert (answer.status_code, answer.json["error"]) == (423, "locked")
    refused = teacher.put(f"/lessons/{lesson.id}/topic", json={"topic": "Дроби", "saw": ""})
    assert (refused.status_code, refused.json["error"]) == (423, "closed")
    assert "5А, 2026/2027" in refused.json["message"]


def test_the_next_year_takes_whom_the_council_promoted(
    app: Flask, school: SmallSchool, browser: Browser
) -> None:
    deputy, address = browser(school.deputy), f"/archive/years/{school.year.id}"
    refused = deputy.post(f"{address}/promote")
    assert refused.status_code == 422
    assert "5А (4), 5Б (3)" in refused.text
    press_all(app, browser, school)
    assert "зачислено 7 учеников" in deputy.post(f"{address}/promote", follow_redirects=True).text
    assert "дозачислять некого" in deputy.post(f"{address}/promote", follow_redirects=True).text
    assert count(app, AcademicYear) == 2
    with app.extensions["database"].reading() as session:
        following = session.scalars(select(AcademicYear.id).order_by(AcademicYear.starts_on.desc())).first()
    page = deputy.get(f"/archive/years/{following}").text
    assert "2027/2028" in page
    assert ">6А<" in page
