"""What the server may answer: someone else's value, a question, a refusal, silence."""

import json
import re
from datetime import date, timedelta

import time_machine
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import LessonColumn
from tests.browser.grid.sheet_page import SheetPage
from tests.factories import FRIDAY, actor_of

CELLS = re.compile("/cells")


def write_elsewhere(sheet: SheetPage, symbol: str, on: date | None = None) -> None:
    """Write the first pupil's cell past the browser, as another window would."""
    lesson = sheet.school.lesson_on(on or sheet.school.today)
    with sheet.database.writing() as session:
        column_id = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
        set_cell(
            session,
            actor=actor_of(session, sheet.school.teacher_a),
            lesson_id=lesson.id,
            column_id=column_id,
            write=CellWrite(sheet.school.pupils_a[0].id, symbol, CellValue()),
        )


def yesterday_of(sheet: SheetPage) -> date:
    return sheet.school.today - timedelta(days=1)


def test_both_values_are_shown_and_the_one_that_stood_may_stay(sheet: SheetPage, page: Page) -> None:
    write_elsewhere(sheet, "3")
    sheet.cell(0).click()
    sheet.type("5")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator('[data-part="mine"]')).to_have_text("5")
    expect(dialog.locator('[data-part="theirs"]')).to_have_text("3")
    expect(dialog).to_contain_text("Иванова Мария Петровна")
    dialog.get_by_role("button", name="Оставить как есть").click()
    expect(sheet.cell(0)).to_have_text("3")
    assert sheet.stored() == {"Белова": "3"}


def test_the_person_may_choose_the_own_value(sheet: SheetPage, page: Page) -> None:
    write_elsewhere(sheet, "3")
    sheet.cell(0).click()
    sheet.type("5")
    page.get_by_role("dialog").get_by_role("button", name="Записать моё").click()
    sheet.expect_state("Сохранено")
    expect(sheet.cell(0)).to_have_text("5")
    assert sheet.stored() == {"Белова": "5"}


def test_a_value_replaced_after_the_day_needs_a_reason(sheet: SheetPage, page: Page) -> None:
    day = yesterday_of(sheet)
    write_elsewhere(sheet, "3", day)
    sheet.open()
    sheet.cell(0, day).click()
    sheet.type("4")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Почему изменяется?")
    dialog.get_by_label("Причина").fill("ошибка при вводе")
    page.keyboard.press("Enter")
    sheet.expect_state("Сохранено")
    assert sheet.stored(day) == {"Белова": "4"}
    assert sheet.last_amendment().reason != ""


def test_without_a_reason_the_old_value_stays(sheet: SheetPage, page: Page) -> None:
    day = yesterday_of(sheet)
    write_elsewhere(sheet, "3", day)
    sheet.open()
    sheet.cell(0, day).click()
    sheet.type("4")
    page.get_by_role("dialog").get_by_role("button", name="Оставить как было").click()
    expect(sheet.cell(0, day)).to_have_text("3")
    assert sheet.stored(day) == {"Белова": "3"}


def test_a_mark_beside_an_absence_is_asked_about(sheet: SheetPage, page: Page) -> None:
    sheet.cell(0).click()
    page.get_by_role("button", name="Добавить колонку").click()
    form = page.get_by_role("dialog")
    form.locator("[name=title]").fill("Контрольная работа № 2")
    form.get_by_role("button", name="Добавить колонку").click()
    expect(page.locator("#marks[role=grid]")).to_be_visible()
    sheet.cell(0).click()
    sheet.type("jn")
    sheet.cell(0, column=1).click()
    sheet.type("2")
    page.get_by_role("dialog").get_by_role("button", name="Да, записать").click()
    sheet.expect_state("Сохранено")
    assert (sheet.cell(0).inner_text(), sheet.cell(0, column=1).inner_text()) == ("ОТ", "2")


def test_a_closed_cell_takes_no_key_and_says_why(sheet: SheetPage, page: Page) -> None:
    closed = date(2026, 11, 5)
    sheet.cell(0, closed).click()
    expect(page.locator("#cell-line")).to_contain_text("закрыто с 20 ноября")
    expect(page.locator("#cell-line")).to_contain_text("директор по заявлению")
    sheet.type("5")
    sheet.expect_state("закрыто с 20 ноября")
    assert sheet.stored(closed) == {}


def test_a_lesson_that_closed_meanwhile_refuses_and_the_typed_value_is_shown(
    sheet: SheetPage, page: Page, moment: time_machine.Traveller
) -> None:
    moment.move_to(FRIDAY + timedelta(days=15))
    with sheet.database.writing() as session:  # the browser's session is kept alive for the leap
        session.connection().exec_driver_sql("UPDATE sign_in_sessions SET seen_at = ?", (stored_now(),))
    sheet.cell(0).click()
    sheet.type("5")
    expect(page.locator("#refusals")).to_contain_text("Белова Анна, 20 ноября: 5")
    expect(page.locator("#refusals")).to_contain_text("5 декабря 2026")
    expect(sheet.cell(0)).to_have_text("")
    assert sheet.stored() == {}


def stored_now() -> str:
    return (FRIDAY + timedelta(days=15)).strftime("%Y-%m-%d %H:%M:%S.%f")


def test_typed_cells_outlive_a_lost_connection_and_a_reload(sheet: SheetPage, page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(CELLS, abort)
    sheet.cell(0).click()
    sheet.type("54")
    sheet.expect_state("Ждут отправки: 2")
    assert sheet.stored() == {}
    page.unroute(CELLS)
    sheet.open()
    sheet.expect_state("Сохранено")
    assert sheet.column_of(0) == ["5", "4", "", ""]
    assert sheet.stored() == {"Белова": "5", "Ёлкин": "4"}
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_waits_in_the_browser_names_nobody(sheet: SheetPage, page: Page) -> None:
    page.route(CELLS, abort)
    sheet.cell(0).click()
    sheet.type("5")
    sheet.expect_state("Ждут отправки: 1")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert '"symbol' in json.loads(kept).popitem()[1]
    assert "Белова" not in kept


def test_the_history_of_a_cell_opens_in_a_dialog(sheet: SheetPage, page: Page) -> None:
    sheet.cell(0).click()
    sheet.type("5")
    sheet.expect_state("Сохранено")
    sheet.cell(0).click()
    page.get_by_role("button", name="Что изменялось").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("table")).to_contain_text("Иванова Мария Петровна")
    dialog.get_by_role("button", name="Закрыть").click()
    expect(dialog).not_to_be_visible()


def abort(route: Route) -> None:
    route.abort()
