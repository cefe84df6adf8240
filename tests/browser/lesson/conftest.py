"""Fixtures of the lesson screen's tests: a class of 25 on a Friday noon, its plan, its teacher."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from journal.database import Database
from journal.models import Lesson, LessonPlan, Person, PlanItem
from tests.factories import FRIDAY, SmallSchool, make_pupil, make_school

TOPICS = (("Сложение дробей", "2", "§ 12, № 345"), ("Доли", "0.5", ""), ("Проценты", "0.5", ""))
NAMES = ("Ветрова Ольга", "Горин Иван", "Дёмина Анна", "Ершов Пётр", "Зайцев Лев", "Исаева Яна", "Котов Олег")


@dataclass(frozen=True)
class Scene:
    """The school, today's lesson, and the database behind the server."""

    school: SmallSchool
    lesson: Lesson
    database: Database

    @property
    def url(self) -> str:
        """The lesson screen."""
        return f"/lessons/{self.lesson.id}"

    @property
    def pupil_ids(self) -> list[int]:
        """The pupils of the first class in the order of the factory."""
        return [pupil.id for pupil in self.school.pupils_a]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """The clock of the server stands near Friday noon; a test may move it on."""
    with time_machine.travel(FRIDAY) as traveller:
        yield traveller


@pytest.fixture
def scene(app: Flask) -> Scene:
    """The small school with 25 pupils in 5А and a plan for its mathematics."""
    database: Database = app.extensions["database"]
    with database.writing() as session:
        school = make_school(session)
        for number in range(21):
            name = f"{NAMES[number % 7]} {'АБВ'[number // 7]}лексеевич"
            make_pupil(session, name, school.class_a, school.year.starts_on)
        plan = LessonPlan(course_id=school.course_a.id, title="Математика, 5 класс")
        session.add(plan)
        session.flush()
        for position, (topic, hours, homework) in enumerate(TOPICS, start=1):
            session.add(
                PlanItem(
                    plan_id=plan.id, position=position, topic=topic, hours=Decimal(hours), homework=homework
                )
            )
        return Scene(school, school.lesson_on(school.today), database)


@pytest.fixture
def lesson_page(page: Page, enter: Callable[[Person], None], scene: Scene) -> Page:
    """Today's lesson before its teacher, with scripts."""
    enter(scene.school.teacher_a)
    page.goto(scene.url)
    page.locator("#marks[role=grid]").wait_for()
    return page


@pytest.fixture
def plain_page(
    chromium: Browser,
    context: BrowserContext,
    enter: Callable[[Person], None],
    scene: Scene,
    live_server: str,
) -> Iterator[Page]:
    """The same without scripts."""
    enter(scene.school.teacher_a)
    plain = chromium.new_context(base_url=live_server, locale="ru-RU", java_script_enabled=False)
    plain.add_cookies(context.cookies())
    plain.set_default_timeout(10_000)
    page = plain.new_page()
    page.goto(scene.url)
    yield page
    plain.close()
