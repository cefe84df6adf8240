"""The screens of a lesson break no rule of accessibility and fit a phone, in every look."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.models import Account, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.browser.lesson.conftest import Scene

THEMES = ("light", "dark", "contrast")


@pytest.fixture
def pages(scene: Scene) -> list[str]:
    """The addresses of the area, as its teacher opens them."""
    course = f"/courses/{scene.school.course_a.id}"
    return [
        scene.url,
        f"{course}/topics",
        f"{course}/plan/lessons",
        f"{scene.url}/homework",
        f"{scene.url}/columns/new",
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_every_screen_is_accessible(
    page: Page, enter: Callable[[Person], None], scene: Scene, pages: list[str], theme: str
) -> None:
    with scene.database.writing() as session:
        account = select(Account).where(Account.person_id == scene.school.teacher_a.id)
        session.scalars(account).one().theme = theme
    enter(scene.school.teacher_a)
    for address in pages:
        page.goto(address)
        assert list_violations(page) == [], address


def test_the_open_columns_and_a_dialog_are_accessible(lesson_page: Page) -> None:
    lesson_page.locator("#columns summary").click()
    lesson_page.evaluate("document.getElementById('conflict-dialog').showModal()")
    assert list_violations(lesson_page) == []


def test_the_plain_form_is_accessible(plain_page: Page, scene: Scene) -> None:
    plain_page.fill("#topic", "Fractions")
    plain_page.locator(".lesson-save button").click()
    expect(plain_page.locator("#topic-error")).to_be_visible()
    assert plain_page.locator("#topic").get_attribute("aria-invalid") == "true"


def test_a_phone_shows_them_without_scrolling_sideways(
    page: Page, enter: Callable[[Person], None], scene: Scene, pages: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    enter(scene.school.teacher_a)
    for address in pages:
        page.goto(address)
        assert measure_overflow(page) == 0, address


def test_the_buttons_of_a_phone_lie_in_sight(
    page: Page, enter: Callable[[Person], None], scene: Scene
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    enter(scene.school.teacher_a)
    page.goto(scene.url)
    last = page.locator("#marks tbody tr").first.locator(".quick button").last
    box = last.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    assert box["height"] >= 32
