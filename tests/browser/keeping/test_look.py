"""The pages of the school year, the server and the history break no rule of accessibility and fit a phone."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Account, LessonColumn, Person
from journal.scheduler.scheduler import Scheduler
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

Enter = Callable[[Person], None]


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def pages(app: Flask, school: SmallSchool) -> list[str]:
    """The addresses, after a mark was set and the jobs were done once."""
    database = app.extensions["database"]
    lesson, pupil = school.lesson_on(school.today), school.pupils_a[0]
    with database.writing() as session:
        column_id = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
        actor, write = actor_of(session, school.teacher_a), CellWrite(pupil.id, "5", saw=CellValue())
        set_cell(session, actor=actor, lesson_id=lesson.id, column_id=column_id, write=write)
    Scheduler(database, "a").tick()
    year = f"/setup/years/{school.year.id}"
    return [
        year,
        *(f"{year}/{table}" for table in ("periods", "holidays", "bells", "work-types", "limits")),
        "/health/details",
        f"/lessons/{lesson.id}/history",
        f"/lessons/{lesson.id}/columns/{column_id}/cells/{pupil.id}/history",
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_page_is_accessible_and_fits_a_phone(
    app: Flask, page: Page, enter: Enter, school: SmallSchool, pages: list[str], theme: str
) -> None:
    with app.extensions["database"].writing() as session:
        account = select(Account).where(Account.person_id == school.administrator.id)
        session.scalars(account).one().theme = theme
    enter(school.administrator)
    for address in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        assert list_violations(page) == [], address
        page.set_viewport_size({"width": 390, "height": 844})
        assert measure_overflow(page) == 0, address


def test_a_refused_line_is_tied_to_its_reason(page: Page, enter: Enter, school: SmallSchool) -> None:
    enter(school.administrator)
    page.goto(f"/setup/years/{school.year.id}/periods")
    field = page.get_by_label("Первый день, строка 2 четверть")
    field.fill("2026-10-20")
    page.get_by_role("button", name="Сохранить").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Начинается раньше"))
    expect(field).to_have_value("2026-10-20")
    assert list_violations(page) == []
