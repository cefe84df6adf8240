"""How the sheet looks and reads: every look, both languages, a phone, no script, paper."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import update

from journal.models import Account, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.browser.grid.sheet_page import SheetPage
from tests.factories import SmallSchool

PHONE: ViewportSize = {"width": 390, "height": 844}
CORNER = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.left, box.top];
}"""


def choose(sheet: SheetPage, **look: str) -> None:
    with sheet.database.writing() as session:
        session.execute(update(Account).values(**look))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_no_look_has_a_violation(sheet: SheetPage, page: Page, theme: str, language: str) -> None:
    choose(sheet, theme=theme, language=language)
    sheet.open()
    sheet.cell(0).click()
    sheet.type("5")
    expect(page.locator("td.is-saved")).to_have_count(1)
    assert list_violations(page) == []
    for path in ("/courses", f"/courses/{sheet.school.course_a.id}/periods/{sheet.school.quarter.id}/print"):
        page.goto(path)
        assert list_violations(page) == []


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_a_phone_shows_the_page_without_moving_it_sideways(sheet: SheetPage, page: Page, theme: str) -> None:
    choose(sheet, theme=theme)
    page.set_viewport_size(PHONE)
    sheet.open()
    assert measure_overflow(page) == 0
    sheet.cell(0).click()
    assert measure_overflow(page) == 0
    page.locator("#keypad").get_by_role("button", name="УП").click()
    expect(sheet.cell(1)).to_be_focused()
    sheet.expect_state("Сохранено")
    assert sheet.stored() == {"Белова": "УП"}
    assert list_violations(page) == []
    page.goto("/courses")
    assert measure_overflow(page) == 0


def test_the_names_and_the_days_stay_in_sight(sheet: SheetPage, page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 300})
    sheet.open()
    pane = page.locator(".spread-marks")
    pane.evaluate("pane => { pane.scrollLeft = 300; pane.scrollTop = 60; }")
    name, day, (left, top) = (
        page.evaluate(CORNER, selector)
        for selector in ("#marks tbody tr:nth-child(3) th", "#marks .days", ".spread-marks")
    )
    assert abs(name[0] - left) < 3
    assert 0 <= day[1] - top < 40


def test_it_reads_without_a_script(
    chromium: Browser,
    live_server: str,
    app: Flask,
    school: SmallSchool,
    enter: Callable[[Person], None],
    page: Page,
) -> None:
    enter(school.teacher_a)
    with chromium.new_context(
        base_url=live_server,
        locale="ru-RU",
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    ) as context:
        silent = context.new_page()
        silent.goto(f"/courses/{school.course_a.id}")
        expect(silent.get_by_role("rowheader", name="Белова Анна")).to_be_visible()
        expect(silent.get_by_role("link", name="20.11")).to_be_visible()


def test_whoever_may_not_write_gets_no_keys(
    page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.deputy)
    page.goto(f"/courses/{school.course_a.id}")
    expect(page.get_by_role("rowheader", name="Белова Анна")).to_be_visible()
    expect(page.locator("#marks[role=grid]")).to_have_count(0)
    expect(page.locator("#cell-line")).to_have_count(0)
