"""Final marks typed into the columns after the period's last lesson."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from journal.models import FinalMark, Person
from tests.browser.grid.sheet_page import SheetPage
from tests.factories import SmallSchool

LAST_WEEK = datetime(2026, 12, 29, 7, 0, tzinfo=UTC)


@pytest.fixture
def closing_sheet(
    page: Page,
    enter: Callable[[Person], None],
    app: Flask,
    school: SmallSchool,
    moment: time_machine.Traveller,
) -> SheetPage:
    """The sheet in the last week of the second quarter, when its final marks are open."""
    moment.move_to(LAST_WEEK)
    enter(school.teacher_a)
    sheet = SheetPage(page, app.extensions["database"], school)
    sheet.open()
    return sheet


def final(sheet: SheetPage, row: int, column: int) -> Locator:
    return sheet.page.locator("#marks tbody tr").nth(row).locator("td.f").nth(column)


def stored_finals(sheet: SheetPage) -> list[str]:
    with sheet.database.reading() as session:
        return list(session.scalars(select(FinalMark.value).order_by(FinalMark.id)))


def test_marks_and_codes_of_an_open_period_are_typed_like_any_cell(closing_sheet: SheetPage) -> None:
    final(closing_sheet, 0, 1).click()
    closing_sheet.type("5")
    closing_sheet.type("yf")
    closing_sheet.type_russian("осв")
    expect(final(closing_sheet, 3, 1)).to_be_focused()
    closing_sheet.expect_state("Сохранено")
    expect(closing_sheet.page.locator("td.is-saving")).to_have_count(0)
    assert stored_finals(closing_sheet) == ["5", "н/а", "осв."]


def test_an_absence_cannot_be_a_final_mark(closing_sheet: SheetPage) -> None:
    final(closing_sheet, 0, 1).click()
    closing_sheet.type("e")
    closing_sheet.expect_state("«у» здесь стоять не может")
    assert stored_finals(closing_sheet) == []


def test_a_period_that_was_closed_says_why(closing_sheet: SheetPage) -> None:
    final(closing_sheet, 0, 0).click()
    closing_sheet.type("5")
    closing_sheet.expect_state("закрыто с 31 октября")
    assert stored_finals(closing_sheet) == []


def test_a_period_that_is_not_open_yet_says_when(sheet: SheetPage) -> None:
    final(sheet, 0, 1).click()
    sheet.type("5")
    sheet.expect_state("откроется")
    assert stored_finals(sheet) == []
