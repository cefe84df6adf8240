"""The way of an application: prepared at home, signed at the school, made, handed out, checked (R-APPLY)."""

import io
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from journal.models import Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, SmallSchool, make_school

Enter = Callable[[Person], None]


@pytest.fixture
def school(app: Flask) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY):
        with app.extensions["database"].writing() as session:
            school = make_school(session)
        yield school


def look(page: Page) -> None:
    """Every page on the way fits its window and can be read by everybody."""
    assert measure_overflow(page) <= 0
    assert list_violations(page) == []


def test_from_home_to_the_public_check(
    page: Page, enter: Enter, school: SmallSchool, chromium: Browser, live_server: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    enter(school.parent_a)
    page.goto(f"/pupils/{school.pupils_a[0].id}/extracts/new")
    expect(page.get_by_label("Почтовый адрес")).to_be_hidden()
    page.get_by_label("почтой", exact=True).check()
    page.get_by_label("Почтовый адрес").fill("623910, с. Конево, ул. Школьная, 1")
    look(page)
    page.get_by_role("button", name="Подготовить заявление").click()
    expect(page.get_by_text("Подпишите, пожалуйста, заявление на бумаге в школе")).to_be_visible()
    look(page)
    place = page.url
    page.goto(f"{place}/print")
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 2

    page.set_viewport_size({"width": 1280, "height": 900})
    enter(school.secretary)
    page.goto(place)
    page.get_by_label("Какой документ предъявлен").select_option("passport")
    page.get_by_label("Последние четыре знака номера").fill("4821")
    page.get_by_role("button", name="Принять: оба листа подписаны").click()
    expect(page.get_by_text("23 ноября 2026")).to_be_visible()

    enter(school.teacher_a)
    page.goto("/day")
    page.get_by_role("link", name=school.pupils_a[0].full_name).click()
    page.get_by_role("button", name="Подготовить выписку").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Выписка № 1 (PDF)").click()
    paper = PdfReader(waiting.value.path())
    code = paper.pages[0].extract_text().partition("код проверки ")[2].split()[0]
    page.get_by_label("Примечание").fill("62391000000012")
    page.get_by_role("button", name="Передана").click()
    expect(page.get_by_text("62391000000012")).to_be_visible()
    look(page)

    stranger = chromium.new_context(base_url=live_server, locale="ru-RU").new_page()
    stranger.goto("/extracts/check")
    stranger.get_by_label("Код на выписке").fill(code)
    stranger.get_by_role("button", name="Проверить").click()
    expect(stranger.get_by_text("Выписка подлинная.")).to_be_visible()
    assert code not in stranger.url
    look(stranger)
    stranger.context.close()
