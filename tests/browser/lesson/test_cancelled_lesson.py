"""The administrator cancels, moves and restores a lesson in a browser; the plan follows (R-CANCEL)."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from journal.models import LessonPlan, Person, PlanItem
from tests.browser.accessibility import list_violations
from tests.factories import SmallSchool, make_school


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """Lessons before today have topics of their own; the plan begins today, an hour a topic."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        plan = LessonPlan(course_id=school.course_a.id, title="Математика, 5 класс")
        session.add(plan)
        session.flush()
        for position, topic in enumerate(("Сложение дробей", "Доли", "Проценты"), start=1):
            session.add(PlanItem(plan_id=plan.id, position=position, topic=topic, hours=Decimal(1)))
        for lesson in school.lessons_a:
            if lesson.held_on < school.today:
                lesson.topic = "Повторение"
        return school


def expect_plan(page: Page, school: SmallSchool, *days: str) -> None:
    """The days on which the plan's topics are expected."""
    page.goto(f"/courses/{school.course_a.id}/plan/lessons")
    expected = page.locator(".plan-list tbody tr td:nth-child(4)")
    expect(expected).to_have_text([f"ожидается {day}" for day in days])


def test_topics_move_on_with_a_cancelled_lesson_and_back(
    page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.administrator)
    expect_plan(page, school, "20.11", "23.11", "24.11")
    page.goto(f"/lesson-changes?on=2026-11-20&class_id={school.class_a.id}")
    page.get_by_text("Отменить или перенести").click()
    assert list_violations(page) == []
    cancelling = page.locator("form", has=page.get_by_role("button", name="Отменить урок", exact=True))
    cancelling.get_by_label("Причина").fill("мороз")
    cancelling.get_by_role("button").click()
    expect(page.get_by_text("Отменён 1 урок.")).to_be_visible()
    expect(page.get_by_role("cell", name="мороз")).to_be_visible()
    expect_plan(page, school, "23.11", "24.11", "25.11")

    page.goto(f"/lesson-changes?on=2026-11-23&class_id={school.class_a.id}")
    page.get_by_text("Отменить или перенести").click()
    moving = page.locator("form", has=page.get_by_role("button", name="Перенести урок"))
    moving.get_by_label("Новый день").fill("2026-11-29")
    moving.get_by_label("Причина").fill("олимпиада")
    moving.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("29 ноября 2026 — воскресенье")
    expect(moving.get_by_label("Причина")).to_have_value("олимпиада")
    moving.get_by_label("Новый день").fill("2026-11-28")
    moving.get_by_role("button").click()
    expect(page.get_by_text("Урок перенесён.")).to_be_visible()
    expect_plan(page, school, "24.11", "25.11", "26.11")

    page.goto(f"/lesson-changes?on=2026-11-20&class_id={school.class_a.id}")
    page.get_by_text("Восстановить", exact=False).first.click()
    restoring = page.locator("form", has=page.get_by_role("button", name="Урок состоялся: восстановить"))
    restoring.get_by_label("Причина").fill("ошибка")
    restoring.get_by_role("button").click()
    expect(page.get_by_text("Восстановлен 1 урок.")).to_be_visible()
    expect_plan(page, school, "20.11", "24.11", "25.11")
