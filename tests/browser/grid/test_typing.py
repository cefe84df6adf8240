"""Fast typing: digits, codes in both layouts, moving, clearing, taking back, pasting."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid.sheet_page import SheetPage


def test_a_digit_is_saved_at_once_and_moves_down(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type("54")
    expect(sheet.cell(2)).to_be_focused()
    sheet.expect_state("Сохранено")
    assert sheet.column_of(0) == ["5", "4", "", ""]
    assert sheet.stored() == {"Белова": "5", "Ёлкин": "4"}


def test_the_mean_follows_without_a_page_load(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type("5")
    mean = sheet.page.locator("#marks tbody tr").first.locator("td.s").first
    expect(mean).to_have_text("5,00")


@pytest.mark.parametrize(
    ("latin", "russian", "symbol"),
    [
        (",", "б", "Б"),
        ("eg", "уп", "УП"),
        ("yg", "нп", "НП"),
        ("jg", "оп", "ОП"),
        ("jn", "от", "ОТ"),
        ("jcd", "осв", "осв."),
    ],
)
def test_a_code_is_typed_in_either_layout(sheet: SheetPage, latin: str, russian: str, symbol: str) -> None:
    sheet.cell(0).click()
    sheet.type(latin)
    sheet.type_russian(russian.upper())
    expect(sheet.cell(2)).to_be_focused()
    sheet.expect_state("Сохранено")
    assert sheet.column_of(0) == [symbol, symbol, "", ""]
    assert sheet.stored() == {"Белова": symbol, "Ёлкин": symbol}


def test_a_letter_that_begins_no_code_is_refused_and_changes_nothing(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type_russian("я")
    sheet.expect_state("«я» здесь стоять не может")
    assert sheet.column_of(0) == ["", "", "", ""]


def test_escape_gives_up_a_code_that_was_begun(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type("e")
    expect(sheet.cell(0)).to_have_text("у")
    sheet.type(["Escape"])
    expect(sheet.cell(0)).to_have_text("")
    assert sheet.stored() == {}


def test_arrows_enter_and_tab_move(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type(["ArrowDown", "Enter", "ArrowUp", "ArrowLeft"])
    expect(sheet.cell(1, previous_day(sheet))).to_be_focused()
    sheet.type(["Tab"])
    expect(sheet.cell(1)).to_be_focused()
    sheet.type(["Shift+Tab", "Shift+Enter"])
    expect(sheet.cell(0, previous_day(sheet))).to_be_focused()


def test_tab_leaves_the_table_after_escape(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type(["Escape", "Tab"])
    assert sheet.page.evaluate("document.activeElement.closest('#marks')") is None


def test_backspace_clears_and_control_z_brings_back(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.type("5")
    sheet.expect_state("Сохранено")
    sheet.type(["ArrowUp", "Backspace"])
    expect(sheet.cell(0)).to_have_text("")
    sheet.expect_state("Сохранено")
    assert sheet.stored() == {}
    sheet.type(["Control+z"])
    expect(sheet.cell(0)).to_have_text("5")
    sheet.expect_state("Сохранено")
    assert sheet.stored() == {"Белова": "5"}


def test_a_column_from_a_spreadsheet_is_pasted_over_the_pupils(sheet: SheetPage) -> None:
    sheet.cell(0).click()
    sheet.paste("5\r\n\r\nот\r\n7\r\n")
    expect(sheet.page.locator("#refusals")).to_contain_text("«7» здесь стоять не может")
    expect(sheet.page.locator("td.is-saving")).to_have_count(0)
    assert sheet.column_of(0) == ["5", "", "ОТ", ""]
    assert sheet.stored() == {"Белова": "5", "Жуков": "ОТ"}
    assert sheet.last_amendment().source == "pasted"


def test_the_whole_table_is_one_stop_of_the_tab_key(sheet: SheetPage, page: Page) -> None:
    expect(page.locator("#marks td[tabindex='0']")).to_have_count(1)
    sheet.cell(2).click()
    expect(page.locator("#marks td[tabindex='0']")).to_have_count(1)
    expect(sheet.cell(2)).to_be_focused()


def previous_day(sheet: SheetPage) -> date:
    return max(lesson.held_on for lesson in sheet.school.lessons_a if lesson.held_on < sheet.school.today)
