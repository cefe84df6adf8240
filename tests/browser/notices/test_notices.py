"""A parent's way from the bell to what is new, with the keyboard; accessibility of every page of notices."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.models import Account, Letter, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, SmallSchool
from tests.functional.notices.conftest import app, school
from tests.integration.notices.conftest import give_address

__all__ = ["app", "school"]
Enter = Callable[[Person], None]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY) as moment:
        yield moment


def test_a_parent_reads_what_is_new(page: Page, enter: Enter, school: SmallSchool) -> None:
    enter(school.parent_a)
    page.goto(f"/diary/{school.pupils_a[0].id}")
    page.get_by_role("link", name="Уведомления 2 непрочитанных").press("Enter")
    expect(page.get_by_role("heading", name="Анна")).to_be_visible()
    expect(page.get_by_text("отметка 5")).to_be_visible()
    page.get_by_role("button", name="Прочитано: Математика").first.press("Enter")
    expect(page.get_by_role("link", name="Уведомления 1 непрочитанное")).to_be_visible()
    page.get_by_role("link", name="Математика").click()
    expect(page).to_have_url(re.compile(r"/diary/\d+\?week=2026-W47$"))
    page.go_back()
    page.get_by_role("button", name="Отметить все как прочитанные").press("Enter")
    expect(page.get_by_role("heading", name="Нового нет")).to_be_visible()
    expect(page.locator(".bell-count")).to_have_count(0)


def test_a_wrong_address_is_tied_to_its_reason(page: Page, enter: Enter, school: SmallSchool) -> None:
    enter(school.parent_a)
    page.goto("/notices/choices")
    field = page.get_by_label("Адрес электронной почты")
    field.fill("anna@")
    page.get_by_role("button", name="Отправить письмо со ссылкой").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("anna@")
    assert list_violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_page_is_accessible_and_fits_a_phone(
    app: Flask, page: Page, enter: Enter, school: SmallSchool, theme: str
) -> None:
    with app.extensions["database"].writing() as session:
        for account in session.scalars(select(Account)):
            account.theme = theme
        key = give_address(session, school.parent_a).stop_key
        letter = {"person_id": school.parent_a.id, "kind": "notices", "created_at": FRIDAY}
        letter |= {"try_at": FRIDAY, "ended_at": FRIDAY, "attempts": 20, "trouble": "unreachable"}
        session.add(Letter(**letter, message_id="<1@journal>"))
    family = ("/notices/", "/notices/?all=1", "/notices/choices", f"/notices/stop?key={key}")
    for person, addresses in ((school.parent_a, family), (school.administrator, ("/notices/office",))):
        enter(person)
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            assert list_violations(page) == [], address
            page.set_viewport_size({"width": 390, "height": 844})
            assert measure_overflow(page) == 0, address
