"""The chain of R-UNLOCK in a browser: request, decision, the opened cell, and the proof in the history."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Person
from tests.browser.accessibility import list_violations, measure_overflow
from tests.factories import FRIDAY, actor_of
from tests.factories.locked_lesson import LockedLesson, make_locked_lesson

PDF = FilePayload(name="справка.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4\n%%EOF\n")
LIE = FilePayload(name="справка.pdf", mimeType="application/pdf", buffer=b"MZ, a program")


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def locked(app: Flask, moment: None) -> LockedLesson:
    with app.extensions["database"].writing() as session:
        return make_locked_lesson(session)


def test_from_the_closed_cell_to_the_proof(
    app: Flask, page: Page, enter: Callable[[Person], None], locked: LockedLesson
) -> None:
    school = locked.school
    enter(school.teacher_a)
    page.goto(f"/courses/{school.course_a.id}/unlock?lesson={locked.lesson_id}&pupil={locked.pupil_id}")
    assert list_violations(page) == []
    page.get_by_role("button", name="Начать заявление").click()

    page.get_by_label("Что произошло").fill("Работа переписана после болезни.")
    page.get_by_label("пропуск по болезни").check()
    page.get_by_label("Документы").set_input_files(files=[LIE])
    page.get_by_role("button", name="Отправить директору").click()
    expect(page.get_by_role("alert")).to_contain_text("не соответствует имени")
    expect(page.get_by_label("Что произошло")).to_have_value("Работа переписана после болезни.")
    page.get_by_label("Документы").set_input_files(files=[PDF])
    assert list_violations(page) == []
    page.get_by_role("button", name="Отправить директору").click()
    expect(page.get_by_text("Заявление отправлено.")).to_be_visible()
    address = page.url

    enter(school.director)
    page.goto(address)
    expect(page.get_by_text("сейчас:")).to_be_visible()
    expect(page.get_by_role("link", name="справка.pdf")).to_be_visible()
    assert list_violations(page) == []
    page.get_by_role("button", name="Разрешить").click()
    expect(page.get_by_text("Решение записано.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert measure_overflow(page) == 0

    with app.extensions["database"].writing() as session:
        set_cell(
            session,
            actor=actor_of(session, school.teacher_a),
            lesson_id=locked.lesson_id,
            column_id=locked.columns[0],
            write=CellWrite(locked.pupil_id, "5", saw=CellValue(None, 4), reason="переписана"),
        )
    number = address.rsplit("/", 1)[1]
    page.goto(f"/changes?pupil_id={locked.pupil_id}")
    expect(page.locator("main")).to_contain_text("разрешени")
    page.goto(f"/requests/{number}/print")
    expect(page.get_by_text("о внесении изменений в электронный журнал")).to_be_visible()
    expect(page.locator("main, body").first).to_contain_text("разрешено")
