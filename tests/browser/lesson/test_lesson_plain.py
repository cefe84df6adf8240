"""The lesson screen without scripts: one form, saved whole or not at all."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.models import Attendance, Homework, Lesson, Mark
from tests.browser.lesson.conftest import Scene


def cell(page: Page, row: int) -> str:
    """The selector of a pupil's input."""
    return f"#marks tbody tr:nth-child({row}) .cell-input"


def test_a_lesson_is_recorded_as_one_form(plain_page: Page, scene: Scene) -> None:
    plain_page.select_option("#plan", index=1)
    plain_page.fill(cell(plain_page, 1), "5")
    plain_page.fill(cell(plain_page, 2), "от")
    plain_page.fill("#homework", "§ 12, № 345")
    plain_page.set_input_files("#files", [{"name": "план.pdf", "mimeType": "", "buffer": b"%PDF-1.7"}])
    plain_page.get_by_role("button", name="Записать урок").click()
    expect(plain_page.locator(".notice-success")).to_have_text("Урок записан.")
    expect(plain_page.locator(cell(plain_page, 2))).to_have_value("ОТ")
    expect(plain_page.locator("#topic")).to_have_value("Сложение дробей")
    expect(plain_page.locator("#file-list a")).to_have_text("план.pdf")
    with scene.database.reading() as session:
        assert session.scalars(select(Mark.value)).all() == [5]
        assert session.scalars(select(Attendance.code)).all() == ["ОТ"]


def test_a_refusal_saves_nothing_and_loses_nothing(plain_page: Page, scene: Scene) -> None:
    plain_page.fill("#topic", "Дроби")
    plain_page.fill(cell(plain_page, 1), "7")
    plain_page.fill(cell(plain_page, 2), "4")
    plain_page.fill("#homework", "Read text 5")
    plain_page.get_by_role("button", name="Записать урок").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Пока ничего не сохранено")
    expect(plain_page.locator("#homework-error")).to_contain_text("нет русских букв")
    expect(plain_page.locator("#topic")).to_have_value("Дроби")
    expect(plain_page.locator(cell(plain_page, 1))).to_have_value("7")
    expect(plain_page.locator(cell(plain_page, 2))).to_have_value("4")
    expect(plain_page.locator("#homework")).to_have_value("Read text 5")
    with scene.database.reading() as session:
        assert session.get_one(Lesson, scene.lesson.id).topic == ""
        assert session.scalars(select(Mark.value)).all() == []
    plain_page.fill(cell(plain_page, 1), "5")
    plain_page.fill("#homework", "Прочитать text 5")
    plain_page.get_by_role("button", name="Записать урок").click()
    expect(plain_page.locator(".notice-success")).to_be_visible()
    with scene.database.reading() as session:
        assert sorted(session.scalars(select(Mark.value))) == [4, 5]
        assert session.get_one(Homework, scene.lesson.id).text == "Прочитать text 5"
