"""The class tutor's morning in a browser: two clicks for a day, one for a reason; what families announce."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Attendance, LessonColumn, Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import SmallSchool, actor_of, make_lesson, make_school
from tests.factories.furniture import make_absences

MORNING = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """5А with two lessons today, an «ОТ» of yesterday, and an announcement that waits."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        make_lesson(session, school.course_c, school.today, 2)
        yesterday = school.lesson_on(school.today - timedelta(days=1))
        column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == yesterday.id)).one()
        set_cell(
            session,
            actor=actor_of(session, school.teacher_a),
            lesson_id=yesterday.id,
            column_id=column,
            write=CellWrite(school.pupils_a[1].id, "ОТ", CellValue()),
        )
        make_absences(session, school.class_a, school.pupils_a[0], school.parent_a, school.today)
        return school


def list_codes(app: Flask, pupil: Person) -> list[str]:
    with app.extensions["database"].reading() as session:
        return sorted(session.scalars(select(Attendance.code).where(Attendance.pupil_id == pupil.id)))


def test_a_whole_day_takes_two_clicks(
    app: Flask, page: Page, school: SmallSchool, enter: Callable[[Person], None]
) -> None:
    enter(school.teacher_a)
    page.goto(f"/classes/{school.class_a.id}/day")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Жуков Артём"))
    row.locator("summary").click()
    row.get_by_role("button", name="Б: Жуков Артём").click()
    expect(page.get_by_role("status")).to_contain_text("Сохранены 2 урока")
    assert list_codes(app, school.pupils_a[2]) == ["Б", "Б"]


def test_an_unknown_reason_takes_one_click_and_an_announcement_too(
    app: Flask, page: Page, school: SmallSchool, enter: Callable[[Person], None]
) -> None:
    enter(school.teacher_a)
    page.goto(f"/classes/{school.class_a.id}/day")
    page.get_by_role("button", name="УП: Ёлкин Пётр").first.click()
    expect(page.get_by_role("heading", name="Причина пока неизвестна")).to_have_count(0)
    assert list_codes(app, school.pupils_a[1]) == ["УП"]
    page.get_by_role("button", name="Подтвердить: Белова Анна").click()
    expect(page.get_by_role("status")).to_contain_text("Отсутствие подтверждено")
    expect(page.get_by_role("heading", name="Сообщили родители")).to_have_count(0)
    page.goto(f"/courses/{school.course_a.id}")
    expect(page.locator("#marks tbody tr").first.locator("td.h")).to_have_count(1)


def test_a_refused_note_is_not_lost(page: Page, school: SmallSchool, enter: Callable[[Person], None]) -> None:
    enter(school.teacher_a)
    page.goto(f"/classes/{school.class_a.id}/day")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Жуков Артём"))
    row.locator("summary").click()
    row.get_by_label("Примечание, без диагноза").fill("at the doctor")
    row.get_by_role("button", name="УП: Жуков Артём").click()
    expect(page.get_by_role("alert")).to_contain_text("русском")
    expect(row.get_by_label("Примечание, без диагноза")).to_have_value("at the doctor")


def test_a_parent_is_told_about_yesterday_announces_today_and_withdraws_it(
    page: Page, school: SmallSchool, enter: Callable[[Person], None]
) -> None:
    enter(school.parent_b)
    page.goto(f"/diary/{school.pupils_b[1].id}/absences")
    note = page.get_by_label("Несколько слов")
    page.get_by_label("Первый день").fill("2026-11-19")
    note.fill("Болит горло")
    page.get_by_role("button", name="Сообщить").click()
    expect(page.get_by_role("alert")).to_contain_text("За прошедший день")
    expect(note).to_have_value("Болит горло")
    page.get_by_label("Первый день").fill("2026-11-20")
    page.get_by_role("button", name="Сообщить").click()
    expect(page.get_by_text("ждёт классного руководителя")).to_be_visible()
    page.get_by_role("button", name="Отозвать").click()
    expect(page.get_by_role("status")).to_contain_text("Сообщение отозвано")
    expect(page.get_by_text("ждёт классного руководителя")).to_have_count(0)
    expect(page.get_by_text("отозвано", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_read(
    page: Page, school: SmallSchool, enter: Callable[[Person], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    pages = (
        (school.teacher_a, f"/classes/{school.class_a.id}/day"),
        (school.teacher_a, f"/classes/{school.class_a.id}/facts"),
        (school.parent_a, f"/diary/{school.pupils_a[0].id}/absences"),
        (school.deputy, "/absent"),
    )
    for person, address in pages:
        enter(person)
        page.goto(address)
        assert list_violations(page) == [], address
        assert measure_overflow(page) <= 0, address
