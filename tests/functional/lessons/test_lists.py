"""The list of topics and homework, and the plan of a course (R-TOPIC, R-SAMEDAY, R-PLAN)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from journal.models import LessonPlan, PlanItem
from tests.functional.lessons.conftest import Desk


@pytest.fixture
def course_url(desk: Desk) -> str:
    return f"/courses/{desk.school.course_a.id}"


def make_plan(desk: Desk) -> None:
    """Two topics of 2 h and 1 h."""
    with desk.client.application.extensions["database"].writing() as session:
        plan = LessonPlan(course_id=desk.school.course_a.id, title="Математика, 5 класс")
        session.add(plan)
        session.flush()
        for position, (topic, hours) in enumerate((("Дроби", 2), ("Проценты", 1)), start=1):
            session.add(PlanItem(plan_id=plan.id, position=position, topic=topic, hours=Decimal(hours)))


def test_late_entries_and_gaps_are_shown(desk: Desk, moment: time_machine.Traveller, course_url: str) -> None:
    moment.shift(timedelta(days=3))
    desk.enter(desk.school.teacher_a)
    desk.client.put(f"{desk.url}/topic", json={"topic": "Дроби", "saw": ""})
    page = desk.client.get(f"{course_url}/topics", headers={"Accept-Language": "ru"}).get_data(as_text=True)
    assert "Дроби" in page
    assert "опоздание: 3 дня" in page
    assert 'class="gap"' in page
    assert f'href="{desk.url}"' in page


def test_a_foreign_period_is_missing(desk: Desk, course_url: str) -> None:
    assert desk.client.get(f"{course_url}/topics/{desk.school.quarter.id}").status_code == 200
    assert desk.client.get(f"{course_url}/topics/999999").status_code == 404


def test_the_plan_shows_lessons_taken_and_expected(desk: Desk, course_url: str) -> None:
    make_plan(desk)
    offered = desk.client.get(desk.url).get_data(as_text=True)
    assert 'data-text="Дроби"' in offered
    desk.client.post(desk.url, data={"topic": "", "plan": read_key(offered), "saw-plan": ""})
    page = desk.client.get(f"{course_url}/plan/lessons").get_data(as_text=True)
    assert f'href="{desk.url}">20.11</a>' in page
    assert "ожидается" in page


def read_key(page: str) -> str:
    """The key of the topic that the screen offers."""
    return page.split('data-key="')[1].split('"')[0]


def test_a_course_without_a_plan_says_what_to_do(desk: Desk, course_url: str) -> None:
    page = desk.client.get(f"{course_url}/plan/lessons").get_data(as_text=True)
    assert "У этого курса ещё нет плана" in page


def test_heads_read_and_strangers_do_not(desk: Desk, course_url: str) -> None:
    for address in (desk.url, f"{course_url}/topics", f"{course_url}/plan/lessons"):
        desk.enter(desk.school.deputy)
        page = desk.client.get(address)
        assert page.status_code == 200
        assert 'id="lesson"' not in page.get_data(as_text=True)
        for who in (desk.school.teacher_b, desk.school.parent_a, desk.school.pupils_a[0]):
            desk.enter(who)
            assert desk.client.get(address).status_code == 404
