"""The sheets of final marks in a browser: the teacher's and the tutor's (R-OBJECTIVE, R-TUTORFINAL)."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from journal.models import FinalMark, LessonColumn, Mark, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import SmallSchool, make_school

LAST_DAY = datetime(2026, 12, 30, 7, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 31, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """The clock of the server stands near noon of the quarter's last day; a test may move it on."""
    with time_machine.travel(LAST_DAY) as traveller:
        yield traveller


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """The small school; in mathematics the first pupil has fives, the second threes."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        past = [lesson.id for lesson in school.lessons_a if lesson.held_on <= school.today][-5:]
        columns = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id.in_(past))).all()
        for pupil, value in zip(school.pupils_a, (5, 3), strict=False):
            session.add_all(Mark(column_id=column, pupil_id=pupil.id, value=value) for column in columns)
    return school


def open_sheet(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#marks[role=grid]")).to_be_visible()


def cell(page: Page, row: int, column: int = 0) -> Locator:
    return page.locator("#marks tbody tr").nth(row).locator("td").nth(column)


def stored(app: Flask) -> dict[int, str]:
    with app.extensions["database"].reading() as session:
        rows = session.execute(select(FinalMark.pupil_id, FinalMark.value))
        return {row.pupil_id: row.value for row in rows}


def test_the_teacher_types_beside_the_proposals(
    app: Flask, page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.teacher_a)
    open_sheet(page, f"/courses/{school.course_a.id}/finals/{school.quarter.id}")
    expect(page.locator(".proposal").first).to_have_text("5")
    cell(page, 0).click()
    page.keyboard.press("4")
    expect(page.locator("#save-line")).to_contain_text("Сохранено")
    expect(page.locator("#marks tbody tr").first).to_contain_text("отличается от предложенной")
    expect(page.locator("#statistics .counts")).to_contain_text("41")
    assert stored(app) == {school.pupils_a[0].id: "4"}
    assert list_violations(page) == []


def test_proposals_are_accepted_for_empty_cells_only(
    app: Flask, page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.teacher_a)
    open_sheet(page, f"/courses/{school.course_a.id}/finals/{school.quarter.id}")
    cell(page, 0).click()
    page.keyboard.press("4")
    page.get_by_role("button", name="Принять предложенные для пустых клеток").click()
    expect(cell(page, 1)).to_have_text("3")
    expect(page.locator("#save-line")).to_contain_text("Сохранено")
    assert stored(app) == {school.pupils_a[0].id: "4", school.pupils_a[1].id: "3"}


def test_what_cannot_stand_is_said_and_nothing_is_lost(
    app: Flask, page: Page, enter: Callable[[Person], None], school: SmallSchool
) -> None:
    enter(school.teacher_a)
    open_sheet(page, f"/courses/{school.course_a.id}/finals/{school.quarter.id}")
    cell(page, 0).click()
    page.keyboard.press("7")
    expect(page.locator("#save-line")).to_contain_text("«7»")
    expect(cell(page, 0)).to_have_text("")
    assert stored(app) == {}


def test_a_mark_typed_when_the_window_has_closed_stays_in_sight(
    app: Flask,
    page: Page,
    enter: Callable[[Person], None],
    school: SmallSchool,
    moment: time_machine.Traveller,
) -> None:
    enter(school.teacher_a)
    open_sheet(page, f"/courses/{school.course_a.id}/finals/{school.quarter.id}")
    moment.move_to(datetime(2027, 1, 7, 7, 0, tzinfo=UTC))
    enter(school.teacher_a)
    cell(page, 0).click()
    page.keyboard.press("5")
    expect(page.locator("#refusals")).to_contain_text("закрыты")
    expect(page.locator("#refusals")).to_contain_text("5")
    assert stored(app) == {}


def test_the_tutor_fills_in_what_is_missing(
    app: Flask,
    page: Page,
    enter: Callable[[Person], None],
    school: SmallSchool,
    moment: time_machine.Traveller,
) -> None:
    with app.extensions["database"].writing() as session:
        session.add(
            FinalMark(
                pupil_id=school.pupils_a[1].id,
                subject_id=school.course_c.subject_id,
                period_id=school.quarter.id,
                course_id=school.course_c.id,
                value="3",
            )
        )
    moment.move_to(DAY_AFTER)
    enter(school.teacher_a)
    open_sheet(page, f"/classes/{school.class_a.id}/finals/{school.quarter.id}")
    cell(page, 0).click()
    page.keyboard.press("4")
    expect(page.locator("#save-line")).to_contain_text("Сохранено")
    expect(cell(page, 0)).to_have_class(re.compile("closed"))
    cell(page, 1).click()
    page.keyboard.press("5")
    expect(cell(page, 1)).to_have_text("3")
    expect(page.locator("#cell-line")).to_contain_text("меняет учитель предмета")
    assert stored(app) == {school.pupils_a[0].id: "4", school.pupils_a[1].id: "3"}
    expect(cell(page, 0, 1)).to_have_attribute("data-proposal", "5")
    cell(page, 0, 1).click()
    expect(page.locator("#cell-line")).to_contain_text("предложено: 5")
    page.keyboard.press("3")
    expect(cell(page, 0, 1)).to_have_class(re.compile(r"\bd\b"))
    assert list_violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read(
    app: Flask,
    page: Page,
    enter: Callable[[Person], None],
    school: SmallSchool,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    enter(school.deputy)
    quarter = school.quarter.id
    for address in (
        f"/courses/{school.course_a.id}/finals/{quarter}",
        f"/classes/{school.class_a.id}/finals/{quarter}",
        f"/courses/{school.course_a.id}/periods/{quarter}/check",
        f"/classes/{school.class_a.id}/periods/{quarter}/check",
        f"/finals/{quarter}",
        f"/finals/{quarter}/confirmations",
        "/exams",
    ):
        page.goto(address)
        assert measure_overflow(page) == 0, address
        assert list_violations(page) == [], address
