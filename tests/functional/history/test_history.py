"""«Что изменялось»: who sees it, and what it says of cells, finals, lessons and erased texts (R-AMEND)."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_text, record_value
from journal.models import Amendment, AmendmentText, LessonColumn
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school, sign_in


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """A school whose first pupil's cell went from ОТ to 4 under a grant, with a final and a topic."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        write_history(session, school)
        return school


def write_history(session: Session, school: SmallSchool) -> None:
    lesson, actor = school.lesson_on(school.today), actor_of(session, school.teacher_a)
    cell = Place(
        class_ids=(school.class_a.id,),
        course_id=school.course_a.id,
        lesson_id=lesson.id,
        pupil_id=school.pupils_a[0].id,
        subject_id=school.course_a.subject_id,
    )
    record_value(session, actor=actor, kind="attendance", place=cell, before="", after="ОТ")
    cause = Cause(reason="опоздал, ответил", grant_id=17)
    record_value(
        session, actor=actor, kind="mark", place=cell_of(session, cell), before="", after="4", cause=cause
    )
    final = Place(
        class_ids=(school.class_a.id,),
        course_id=school.course_a.id,
        pupil_id=school.pupils_a[0].id,
        subject_id=school.course_a.subject_id,
        period_id=school.quarter.id,
    )
    record_value(session, actor=actor, kind="final", place=final, before="4", after="5")
    text = Place(class_ids=(school.class_a.id,), lesson_id=lesson.id)
    record_text(session, actor=actor, kind="topic", place=text, before="", after="Сложение дробей")


def cell_of(session: Session, place: Place) -> Place:
    assert place.lesson_id is not None
    return Place(**(vars(place) | {"column_id": column_of(session, place.lesson_id)}))


def column_of(session: Session, lesson_id: int) -> int:
    return session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id)).one()


def urls(app: Flask, school: SmallSchool, *, pupil: int = 0) -> dict[str, str]:
    lesson, pupil_id = school.lesson_on(school.today), school.pupils_a[pupil].id
    with app.extensions["database"].reading() as session:
        column_id = column_of(session, lesson.id)
    return {
        "cell": f"/lessons/{lesson.id}/columns/{column_id}/cells/{pupil_id}/history",
        "final": f"/courses/{school.course_a.id}/finals/{school.quarter.id}/{pupil_id}/history",
        "lesson": f"/lessons/{lesson.id}/history",
    }


def read(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_cell_s_history_says_what_who_when_why(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    sign_in(client, school.teacher_a)
    page = read(client, urls(app, school)["cell"])
    table = page[page.index("<tbody>") :]
    assert table.index(">4<") < table.index(">ОТ<")  # the newest first
    for part in ("Иванова Мария Петровна, учитель", "опоздал, ответил", "17", "12:00"):
        assert part in page
    assert "Белова Анна" in page


def test_the_history_of_a_final_and_of_a_lesson(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.director)
    assert ">5</td>" in read(client, urls(app, school)["final"])
    assert "Сложение дробей" in read(client, urls(app, school)["lesson"])


def test_an_empty_history_says_so(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_a)
    assert "<tbody>" not in read(client, urls(app, school, pupil=1)["cell"])


def test_an_erased_text_is_said_to_be_erased(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    with app.extensions["database"].writing() as session:
        session.execute(update(AmendmentText).values(content=None, salt=None))
    sign_in(client, school.teacher_a)
    lesson, cell = read(client, urls(app, school)["lesson"]), read(client, urls(app, school)["cell"])
    assert "Сложение дробей" not in lesson
    assert "текст удалён" in lesson
    assert "опоздал" not in cell
    assert 'Причина: <span class="quiet">текст удалён' in cell


@pytest.mark.parametrize("what", ["cell", "final", "lesson"])
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("teacher_a", 200),
        ("director", 200),
        ("deputy", 200),
        ("administrator", 200),
        ("teacher_b", 404),
        ("secretary", 404),
        ("parent_a", 404),
        ("dismissed", 404),
    ],
)
def test_who_sees_it(
    app: Flask, client: FlaskClient, school: SmallSchool, what: str, person: str, status: int
) -> None:
    sign_in(client, getattr(school, person))
    assert client.get(urls(app, school)[what]).status_code in (
        status,
        302 if person == "dismissed" else status,
    )


@pytest.mark.parametrize("what", ["cell", "final"])
def test_a_foreign_pupil_s_number_in_an_own_address_is_missing(
    app: Flask, client: FlaskClient, school: SmallSchool, what: str
) -> None:
    """The teacher's own lesson and course, with a pupil of the other class who has marks in that subject."""
    stranger = school.pupils_b[1]
    with app.extensions["database"].writing() as session:
        place = Place(
            class_ids=(school.class_b.id,),
            pupil_id=stranger.id,
            subject_id=school.course_a.subject_id,
            period_id=school.quarter.id,
        )
        actor = actor_of(session, school.teacher_b)
        record_value(session, actor=actor, kind="final", place=place, before="", after="2")
        assert session.scalars(select(Amendment.id).where(Amendment.pupil_id == stranger.id)).all()
    sign_in(client, school.teacher_a)
    own = f"/{school.pupils_a[0].id}/history"
    assert client.get(urls(app, school)[what].replace(own, f"/{stranger.id}/history")).status_code == 404


def test_a_period_of_nowhere_is_missing(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_a)
    url = f"/courses/{school.course_a.id}/finals/9999/{school.pupils_a[0].id}/history"
    assert client.get(url).status_code == 404
