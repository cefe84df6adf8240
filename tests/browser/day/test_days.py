"""Each role's day in a browser: what leads where, for everybody, on a phone and for a screen reader."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from journal.models import Attendance, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, SmallSchool, make_parent, make_school
from tests.factories.furniture import furnish

Enter = Callable[[Person], None]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY) as moment:
        yield moment


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """The small school; the tutor of 5А has a child in 5Б, and an absence waits for its reason."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        furnish(session, school)
        make_parent(session, school.teacher_a, school.pupils_b[1])
        lesson = school.lesson_on(school.today - timedelta(days=4))
        session.add(Attendance(lesson_id=lesson.id, pupil_id=school.pupils_a[3].id, code="ОТ"))
    return school


def open_day(page: Page, enter: Enter, person: Person) -> None:
    """Sign in and open the first page, as everybody does in the morning."""
    enter(person)
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name="Мой день")).to_be_visible()


def expect_page(page: Page, address: re.Pattern[str]) -> None:
    """The page that a link led to, with all its scripts: a test must not end while they are being sent."""
    expect(page).to_have_url(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    "who", ["teacher_a", "deputy", "director", "secretary", "administrator", "parent_a", "many_hats", "pupil"]
)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_day_is_open_to_everybody_on_every_screen(
    page: Page, enter: Enter, school: SmallSchool, who: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_day(page, enter, school.pupils_a[0] if who == "pupil" else getattr(school, who))
    assert measure_overflow(page) == 0
    assert list_violations(page) == []


def test_a_teacher_goes_from_a_gap_to_its_lesson(page: Page, enter: Enter, school: SmallSchool) -> None:
    open_day(page, enter, school.teacher_a)
    first = page.get_by_role("region", name="Уроки, в которых не всё заполнено").get_by_role("listitem").first
    expect(first).to_contain_text("сегодня последний день")
    first.get_by_role("link").click()
    lesson = school.lesson_on(school.today - timedelta(days=14))
    expect_page(page, re.compile(f"/lessons/{lesson.id}$"))


def test_a_tutor_goes_from_an_open_absence_to_its_reason(
    page: Page, enter: Enter, school: SmallSchool
) -> None:
    open_day(page, enter, school.teacher_a)
    own_class = page.get_by_role("region", name="Мой класс 5А", exact=True)
    line = own_class.get_by_role("listitem").filter(has_text="Юрьева Яна")
    expect(line).to_contain_text("16.11: 1 урок")
    line.get_by_role("link").click()
    expect_page(page, re.compile(f"/classes/{school.class_a.id}/day#waiting-title$"))
    page.get_by_role("button", name="УП: Юрьева Яна").click()
    expect(page.get_by_role("status")).to_contain_text("Сохранён 1 урок")


def test_the_head_of_many_hats_is_one_line(page: Page, enter: Enter, school: SmallSchool) -> None:
    open_day(page, enter, school.many_hats)
    tops = page.locator(".main-links li").evaluate_all(
        "items => items.map(item => item.getBoundingClientRect().top)"
    )
    assert len(tops) > 6
    assert len(set(tops)) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    brand = page.locator(".brand")
    assert brand.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_deputy_goes_from_a_teachers_number_to_the_lessons_behind_it(
    page: Page, enter: Enter, school: SmallSchool
) -> None:
    open_day(page, enter, school.deputy)
    page.get_by_role("region", name="Незаполненное по учителям").get_by_role(
        "link", name="Петров О. И."
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Не всё заполнено: Петров Олег Игоревич")
    page.get_by_role("listitem").get_by_role("link", name="19.11 Математика, 5Б").click()
    expect_page(page, re.compile("/lessons/"))


def test_a_parent_sees_the_children_side_by_side(page: Page, enter: Enter, school: SmallSchool) -> None:
    open_day(page, enter, school.parent_a)
    children = page.get_by_role("article")
    expect(children).to_have_count(2)
    places = [children.nth(number).bounding_box() for number in range(2)]
    assert places[0] is not None
    assert places[1] is not None
    assert places[0]["y"] == places[1]["y"]
    children.filter(has_text="Белова Анна").get_by_role("link", name="Белова Анна").click()
    expect_page(page, re.compile(f"/diary/{school.pupils_a[0].id}$"))


def test_a_pupil_reads_what_is_to_be_done(page: Page, enter: Enter, school: SmallSchool) -> None:
    open_day(page, enter, school.pupils_a[0])
    headings = page.get_by_role("article").get_by_role("heading", level=4)
    expect(headings.first).to_have_text("На следующий учебный день, понедельник, 23 ноября")
    expect(page.get_by_role("article")).to_contain_text("§ 12, № 345")


def test_a_teacher_looks_as_a_parent_and_back(page: Page, enter: Enter, school: SmallSchool) -> None:
    open_day(page, enter, school.teacher_a)
    ways = page.get_by_role("navigation", name="Главное меню").get_by_role("link")
    page.get_by_role("button", name="Родитель").click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("heading", name="Мои уроки сегодня")).to_have_count(0)
    expect(ways).to_have_text(["Мой день", "Дневник"])
    page.get_by_role("button", name="Учитель").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("heading", name="Мои уроки сегодня")).to_be_visible()
