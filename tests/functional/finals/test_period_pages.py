"""The end of a period on its pages: what the day reminds of, and what the checklists say (R-PERIODEND)."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Attendance
from tests.factories import SmallSchool, make_school, sign_in
from tests.integration.finals.last_day import LAST_DAY, TODAY, type_final, type_marks


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(LAST_DAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """The small school; 5А's third pupil was absent today, and nobody knows why."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        session.add(
            Attendance(lesson_id=school.lesson_on(TODAY).id, pupil_id=school.pupils_a[2].id, code="ОТ")
        )
        type_marks(session, school, 0, "5555")
        type_final(session, school, 0, "3")
    return school


def test_a_teacher_who_is_a_tutor_is_led_from_the_day_to_both_checklists(
    client: FlaskClient, school: SmallSchool
) -> None:
    quarter = school.quarter.id
    course = f"/courses/{school.course_a.id}/periods/{quarter}/check"
    of_class = f"/classes/{school.class_a.id}/periods/{quarter}/check"
    sign_in(client, school.teacher_a)
    day = client.get("/day").text
    assert "итоговые отметки открыты по 06.01 включительно" in day
    assert course in day
    assert of_class in day
    assert course in client.get(f"/finals/{quarter}").text
    assert "Белова Анна: стоит 3, предложено 5" in client.get(course).text
    page = client.get(of_class).text
    assert "У 1 ученика не указана причина пропусков" in page
    assert "Жуков Артём" in page
    assert "не хватает 7 итоговых отметок" in page


def test_a_head_sees_how_far_the_school_is(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.deputy)
    day = client.get("/day").text
    assert "В школе подтверждено страниц: 0 из 3" in day
    assert f"/finals/{school.quarter.id}/confirmations" in day


def test_a_family_is_not_told_of_the_schools_work(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_a)
    assert "Завершение периода" not in client.get("/day").text
