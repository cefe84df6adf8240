"""The whole way: a new school takes its own files, records a lesson, shows it at home, and locks it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from journal.accounts.slips import Slip
from journal.founding.services import NewAdministrator, NewSchool, found_school
from journal.permissions.actor import COMMAND_LINE
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories.workbooks import SCHOOL

TUESDAY = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)  # noon in the school; 5А has mathematics as its fifth lesson
TEACHER, TUTOR = "Черепанова Алёна Павловна", "Щелконогова Ирина Игоревна"
CHILD, MOTHER = "Голицын Никита", "Голицына Надежда Константиновна"
PASSWORD = "семь синих страусов"
TOPIC = "Десятичная система счисления. Ряд натуральных чисел"
HOMEWORK = "§ 1, № 3 и 5 (письменно)"
SEND = """async () => {
  const head = document.querySelector(".works th[data-column]").dataset;
  const answer = await fetch(
    `/lessons/${head.lesson}/columns/${head.column}/cells/${document.querySelector("[data-pupil]").dataset.pupil}`,
    {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content,
      },
      body: JSON.stringify({ symbol: "5", saw: { attendance: "ОТ", mark: "" }, reason: "описка" }),
    },
  );
  return { status: answer.status, ...(await answer.json()) };
}"""


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    """The server's clock, from the first day of the year on."""
    with time_machine.travel(TUESDAY) as moment:
        yield moment


@pytest.fixture
def slip(app: Flask, moment: time_machine.Traveller) -> Slip:
    """An empty school, as `journal init` makes it, and its administrator's slip."""
    with app.extensions["database"].writing() as session:
        return found_school(
            session,
            actor=COMMAND_LINE,
            school=NewSchool("МБОУ «СОШ села Ключи»", "Школа села Ключи", "", "", "Asia/Yekaterinburg"),
            administrator=NewAdministrator("Админова Анна Ивановна", "программист"),
        )


@pytest.fixture
def phone(chromium: Browser, live_server: str) -> Iterator[Page]:
    """The mother's phone, with a profile of its own."""
    viewport = {"width": 390, "height": 844}
    context = chromium.new_context(base_url=live_server, locale="ru-RU", viewport=viewport)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def enter_first(page: Page, login: str, password: str) -> None:
    """Sign in by a slip: nothing opens before the printed password is changed."""
    sign_in(page, login, password)
    expect(page.get_by_role("heading", name="Придумайте свой пароль")).to_be_visible()
    page.goto("/courses")
    expect(page.get_by_role("heading", name="Придумайте свой пароль")).to_be_visible()
    page.get_by_label("Нынешний пароль").fill(password)
    page.get_by_label("Новый пароль", exact=True).fill(PASSWORD)
    page.get_by_label("Новый пароль ещё раз").fill(PASSWORD)
    page.get_by_role("button", name="Сохранить пароль").click()
    expect(page.get_by_text("Новый пароль уже действует")).to_be_visible()


def leave(page: Page) -> None:
    page.locator("details.person summary").click()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_text("Вы вышли")).to_be_visible()


def upload(page: Page) -> None:
    page.get_by_role("link", name="Импорт", exact=True).click()
    page.get_by_label("Таблицы (.xlsx)").set_input_files(sorted(SCHOOL.glob("*.xlsx")))
    page.get_by_role("button", name="Загрузить и посмотреть").click()


def import_files(page: Page) -> None:
    """Preview, answers, commit; the second time there is nothing to write."""
    upload(page)
    expect(page.get_by_text("105 учеников")).to_be_visible()
    expect(page.get_by_text("объединены по имени и телефону")).to_be_visible()
    expect(page.get_by_text("Кабинет 16 занят дважды")).to_be_visible()
    clashes = page.locator("fieldset", has_text="одновременно два урока")
    expect(clashes).to_have_count(2)
    page.get_by_role("button", name="Импорт").click()
    expect(page.get_by_text("2 вопроса пока без ответа")).to_be_visible()
    clashes.nth(0).get_by_label("Пропустить: Математика, 6А").check()
    clashes.nth(1).get_by_label("Это совместный урок").check()
    page.get_by_role("button", name="Импорт").click()
    expect(page.get_by_text("Импорт выполнен")).to_be_visible()
    upload(page)
    expect(page.get_by_text("В этих файлах нет ничего нового")).to_be_visible()


def print_slip(page: Page, name: str) -> tuple[str, str]:
    """Tick one person of the page, print the slip and read login and password from it."""
    page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Отмеченным").click()
    slip = page.locator(".slip", has_text=name)
    login, password = slip.locator(".slip-secret").all_inner_texts()
    page.get_by_role("link", name="Назад").click()
    return login, password


def record_lesson(page: Page) -> None:
    """The topic of the plan, an absence, two marks and the homework, without a page load."""
    page.get_by_role("link", name="Журнал", exact=True).click()
    page.get_by_role("region", name="Сегодня").get_by_role("link", name="Математика, 5А").click()
    page.locator("#topic-offer").click()
    rows = page.locator("#marks tbody tr")
    expect(rows).to_have_count(26)
    rows.nth(0).get_by_role("button", name="ОТ").click()
    rows.filter(has_text=CHILD).locator('button[data-symbol="4"]').click()
    page.locator("#homework").fill(HOMEWORK)
    page.keyboard.press("Control+Enter")
    for state in ("#homework-state", "#topic-state", "#save-line"):
        expect(page.locator(state)).to_contain_text("Сохранено")


def read_diary(page: Page) -> None:
    """The day as the mother sees it on her phone; the homework stands on the day it is due."""
    page.get_by_role("link", name="Дневник", exact=True).click()
    lesson = page.locator(".diary-lesson", has_text="Математика").first
    expect(lesson.locator(".diary-mark b")).to_have_text("4")
    expect(lesson.get_by_text(TOPIC)).to_be_visible()
    expect(page.get_by_text(HOMEWORK)).to_be_visible()
    expect(page.get_by_text("ОТ", exact=True)).to_have_count(0)
    assert measure_overflow(page) == 0
    assert list_violations(page) == []


def find_refusal(page: Page) -> None:
    """The mark of the first of September, two weeks later: it can't be changed, and says why."""
    page.get_by_role("link", name="Журнал", exact=True).click()
    page.get_by_role("region", name="Мои журналы").get_by_role("link", name="Математика, 5А").click()
    row = page.locator("#marks[role=grid] tbody tr").filter(has_text=CHILD)
    cell = row.locator("td").first
    expect(cell).to_have_text("4")
    cell.click()
    expect(page.locator("#cell-line")).to_contain_text("закрыто с 16 сентября")
    expect(page.locator("#cell-line")).to_contain_text("открыть может директор по заявлению")
    page.keyboard.press("5")
    expect(cell).to_have_text("4")
    page.goto(page.locator("table.marks .days a").first.get_attribute("href") or "")
    expect(page.get_by_text("Урок закрыт с 16 сентября 2026")).to_be_visible()


def send_past_the_page(page: Page) -> None:
    """The server itself refuses what the page would not send (R-NOBYPASS), in Russian."""
    answer = page.evaluate(SEND)
    assert answer["status"] == 423, answer
    assert "16 сентября 2026" in answer["message"]


def test_the_whole_way(page: Page, phone: Page, slip: Slip, moment: time_machine.Traveller) -> None:
    enter_first(page, slip.login, slip.password)
    import_files(page)
    page.get_by_role("link", name="Сотрудники").click()
    teacher = print_slip(page, TEACHER)
    tutor = print_slip(page, TUTOR)
    leave(page)

    enter_first(page, *tutor)
    page.get_by_role("link", name="Классы").click()
    mother = print_slip(page, MOTHER)
    leave(page)

    enter_first(page, *teacher)
    record_lesson(page)

    enter_first(phone, *mother)
    read_diary(phone)

    moment.shift(timedelta(days=15))
    sign_in(page, teacher[0], PASSWORD)
    find_refusal(page)
    send_past_the_page(page)
    leave(page)
