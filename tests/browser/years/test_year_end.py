"""The end of a year in a browser: printed, certified, kept, closed (R-ARCHIVE, R-CLOSED)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from journal.archive.press import print_waiting
from journal.models import CouncilDecision, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, SmallSchool, make_school

JUNE = datetime(2027, 6, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def school(app: Flask) -> Iterator[SmallSchool]:
    """The small school after its last lesson; the council has promoted everybody."""
    with time_machine.travel(FRIDAY) as moment:
        with app.extensions["database"].writing() as session:
            school = make_school(session)
            session.add_all(
                CouncilDecision(
                    year_id=school.year.id,
                    pupil_id=pupil.id,
                    kind="promoted",
                    number="7",
                    dated_on=date(2027, 5, 28),
                )
                for pupil in (*school.pupils_a, *school.pupils_b)
            )
        moment.move_to(JUNE)
        yield school


def press_button(page: Page, name: str, said: str) -> None:
    """Click the first button of this name and wait for what the page says then."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("status")).to_contain_text(said)


def test_from_the_printout_to_the_next_year(
    app: Flask, page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.deputy)
    page.goto("/archive")
    page.get_by_role("button", name="Подготовить документы всех классов").click()
    page.wait_for_load_state()
    assert print_waiting(app.extensions["database"]) == 2
    page.goto("/archive/register")
    press_button(page, "Заверить 5А", "Распечатка заверена и запечатана.")
    press_button(page, "Заверить 5Б", "Распечатка заверена и запечатана.")

    enter(school.secretary)
    page.goto("/archive/register")
    page.get_by_text("Место и выдача").first.click()
    page.get_by_label("Место хранения").first.fill("Шкаф 3, полка 2")
    press_button(page, "Принять", "Журнал внесён в опись архива.")
    page.get_by_text("Место и выдача").first.click()
    page.get_by_label("Кто взял").first.fill("Завучева А. И.")
    press_button(page, "Отметить", "Отмечено, кто взял журнал.")
    assert list_violations(page) == []

    enter(school.director)
    page.goto("/archive/register")
    press_button(page, "Закрыть год", "Год закрыт: теперь его можно только читать.")
    press_button(page, "Создать следующий год", "Учебный год 2027/2028 создан")
    assert list_violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert measure_overflow(page) == 0
    page.get_by_role("link", name="2027/2028").click()
    expect(page.get_by_role("link", name="6А", exact=True)).to_be_visible()

    enter(school.teacher_a)
    page.goto(f"/lessons/{school.lessons_a[0].id}")
    expect(page.locator(".archived")).to_contain_text("сдан в архив")
    expect(page.locator("form#lesson")).to_have_count(0)
