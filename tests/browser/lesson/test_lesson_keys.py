"""A lesson of 25 pupils with 3 absences, 8 marks, a topic of the plan and homework in at most 22 actions."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.models import Attendance, Homework, Lesson, Mark
from tests.browser.lesson.conftest import Scene
from tests.browser.lesson.hand import Hand

MOST_ACTIONS = 22
ABSENT = (2, 9, 17)
MARKS = {0: "5", 3: "4", 5: "5", 8: "3", 11: "4", 14: "5", 20: "2", 24: "4"}
HOMEWORK = "§ 12, № 345 и 346. Повторить правило сложения дробей"


def check_saved(scene: Scene) -> None:
    """Everything stands in the database."""
    with scene.database.reading() as session:
        codes = session.scalars(select(Attendance.code)).all()
        marks = session.scalars(select(Mark.value)).all()
        homework = session.get_one(Homework, scene.lesson.id)
        lesson = session.get_one(Lesson, scene.lesson.id)
        assert list(codes) == ["ОТ"] * 3
        assert sorted(str(mark) for mark in marks) == sorted(MARKS.values())
        assert homework.text == HOMEWORK
        assert lesson.topic == "Сложение дробей"


def test_a_lesson_with_the_mouse(lesson_page: Page, scene: Scene) -> None:
    hand = Hand(lesson_page)
    rows = lesson_page.locator("#marks tbody tr")
    expect(rows).to_have_count(25)
    hand.click(lesson_page.locator("#topic-offer"))
    for number in ABSENT:
        hand.click(rows.nth(number).get_by_role("button", name="ОТ"))
    for number, mark in MARKS.items():
        hand.click(rows.nth(number).locator(f'button[data-symbol="{mark}"]'))
    hand.click(lesson_page.locator("#homework"))
    hand.write(HOMEWORK)
    hand.press("Control+Enter")
    expect(lesson_page.locator("#homework-state")).to_contain_text("Сохранено в")
    expect(lesson_page.locator("#topic-state")).to_contain_text("Сохранено в")
    expect(lesson_page.locator("#save-line")).to_have_text("Сохранено")
    assert (hand.loads, hand.actions <= MOST_ACTIONS, hand.actions) == (0, True, 14)
    check_saved(scene)


def test_the_topic_and_the_first_marks_with_the_keyboard(lesson_page: Page, scene: Scene) -> None:
    """The offered topic is under the Enter key at once, and the first cell comes next."""
    hand = Hand(lesson_page)
    for key in ("Enter", "5", "Enter", "4", "j", "n"):
        hand.press(key)
    rows = lesson_page.locator("#marks tbody tr")
    expect(rows.nth(0).locator("td").first).to_have_text("5")
    expect(rows.nth(2).locator("td").first).to_have_text("4")
    expect(rows.nth(3).locator("td").first).to_have_text("ОТ")
    expect(lesson_page.locator("#topic")).to_have_value("Сложение дробей")
    expect(lesson_page.locator("#topic-state")).to_contain_text("Сохранено в")
    assert hand.loads == 0
