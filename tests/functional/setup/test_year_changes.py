"""The pages on which the administrator changes lessons, openings and outside marks (R-CANCEL, R-NEWCOMER)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Attendance, Enrolment, FinalWindow, Lesson, OutsideMark
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

TODAY = FRIDAY.date()


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False), app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def client(app: Flask, school: SmallSchool) -> Iterator[FlaskClient]:
    """The administrator on Friday noon."""
    with time_machine.travel(FRIDAY, tick=False):
        client = app.test_client()
        sign_in(client, school.administrator)
        yield client


def test_a_frosty_day_names_what_it_leaves(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    lesson_id = school.lesson_on(TODAY).id
    with app.extensions["database"].writing() as session:
        session.add(Attendance(lesson_id=lesson_id, pupil_id=school.pupils_a[0].id, code="ОТ"))
    form = {"first": TODAY.isoformat(), "last": TODAY.isoformat(), "reason": "мороз"}
    answer = client.post("/lesson-changes/days", data=form)
    assert answer.status_code == 200
    assert "Изменён 1 урок." in answer.text
    assert "стоит 1 отметка или пропуск: урок состоялся" in answer.text
    with app.extensions["database"].reading() as session:
        cancelled = select(Lesson.id).where(Lesson.cancelled_at.is_not(None))
        other = next(one.id for one in school.lessons_b if one.held_on == TODAY)
        assert session.scalars(cancelled).all() == [other]
    back = client.post("/lesson-changes/days", data=form | {"restore": "1"}, follow_redirects=True)
    assert "Восстановлен 1 урок." in back.text


def test_a_refused_report_comes_back_as_it_was_typed(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    pupil_id, subject_id = school.pupils_a[0].id, school.course_a.subject_id
    form = {
        "kind": "newcomer",
        "organisation": "МБОУ СОШ № 3",
        "number": "12",
        "dated_on": "2026-11-18",
        "period_id": str(school.quarter.id),
        "weight": "1,5",
        f"marks-{subject_id}": "5 6",
    }
    refused = client.post(f"/pupils/{pupil_id}/outside-marks", data=form)
    assert refused.status_code == 422
    assert "Отметки — цифры от 1 до 5 через пробел" in refused.text
    assert 'value="5 6"' in refused.text
    assert 'value="МБОУ СОШ № 3"' in refused.text
    saved = client.post(
        f"/pupils/{pupil_id}/outside-marks", data=form | {f"marks-{subject_id}": "5 4"}, follow_redirects=True
    )
    assert "Отметки сохранены." in saved.text
    with app.extensions["database"].reading() as session:
        marks = session.scalars(select(OutsideMark).order_by(OutsideMark.id)).all()
        assert [(mark.value, str(mark.weight)) for mark in marks] == [(5, "1.50"), (4, "1.50")]


@pytest.mark.parametrize(("days", "badge"), [(3, ""), (5, "опоздание: 2 дня")])
def test_late_marks_are_taken_and_counted_in_days(
    app: Flask, client: FlaskClient, school: SmallSchool, days: int, badge: str
) -> None:
    pupil_id = school.pupils_a[0].id
    with app.extensions["database"].writing() as session:
        stay = session.scalars(select(Enrolment).where(Enrolment.pupil_id == pupil_id)).one()
        stay.starts_on = TODAY - timedelta(days=days)
    form = {
        "kind": "newcomer",
        "organisation": "МБОУ СОШ № 3",
        "number": "12",
        "dated_on": "2026-11-12",
        "period_id": str(school.quarter.id),
        f"marks-{school.course_a.subject_id}": "5",
    }
    page = client.post(f"/pupils/{pupil_id}/outside-marks", data=form, follow_redirects=True)
    assert ("опоздание" in page.text) == bool(badge)
    assert badge in page.text


def test_a_moved_opening_is_refused_beside_what_was_typed(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    form = {"opens_on": "2026-12-01", "reason": "педсовет"}
    refused = client.post(f"/setup/periods/{school.quarter.id}/opening", data=form)
    assert refused.status_code == 422
    assert "можно открыть с 17 декабря 2026 по 6 января 2027" in refused.text
    assert 'value="педсовет"' in refused.text
    saved = client.post(f"/setup/periods/{school.quarter.id}/opening", data=form | {"opens_on": "2026-12-18"})
    assert saved.status_code == 302
    with app.extensions["database"].reading() as session:
        window = session.get_one(FinalWindow, school.quarter.id)
        assert (window.opens_on, window.opened_at) == (date(2026, 12, 18), None)
