"""Topic and homework save themselves; what is refused stays and says why; two people see both versions."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from playwright.sync_api import Page, expect
from sqlalchemy import select

from journal.amendments.changes import list_lesson_changes
from journal.homework.services import HomeworkValue, HomeworkWrite, get_homework_state, save_homework
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import Homework, Lesson, LessonTopic, Person
from tests.browser.lesson.conftest import Scene
from tests.factories import actor_of

SAVED = "Сохранено в"
PDF = {"name": "Карточка.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 card"}


def write_topic(scene: Scene, text: str, saw: str = "") -> None:
    """Another window of the same teacher writes a topic."""
    with scene.database.writing() as session:
        actor = actor_of(session, scene.school.teacher_a)
        save_topic(
            session, actor=actor, lesson_id=scene.lesson.id, write=TopicWrite(TopicValue(text), saw=saw)
        )


def read_topic(scene: Scene) -> str:
    with scene.database.reading() as session:
        return session.get_one(Lesson, scene.lesson.id).topic


def test_a_topic_of_ones_own_is_saved_on_leaving_the_field(lesson_page: Page, scene: Scene) -> None:
    lesson_page.fill("#topic", "Решение  задач")
    lesson_page.locator("#homework").focus()
    expect(lesson_page.locator("#topic-state")).to_contain_text(SAVED)
    expect(lesson_page.locator("#topic")).to_have_value("Решение задач")
    assert read_topic(scene) == "Решение задач"


def test_a_topic_is_chosen_from_the_plan(lesson_page: Page, scene: Scene) -> None:
    lesson_page.select_option("#plan", label="№ 2. Доли (0,5 ч)")
    expect(lesson_page.locator("#topic-state")).to_contain_text(SAVED)
    assert read_topic(scene) == "Доли"
    with scene.database.reading() as session:
        assert len(session.scalars(select(LessonTopic)).all()) == 1


def test_a_refused_text_stays_and_says_why(lesson_page: Page, scene: Scene) -> None:
    lesson_page.fill("#homework", "Read text 5")
    lesson_page.locator("#homework").press("Control+Enter")
    expect(lesson_page.locator("#homework-state")).to_contain_text("нет русских букв")
    expect(lesson_page.locator("#homework")).to_have_value("Read text 5")
    lesson_page.fill("#homework", "Прочитать text 5")
    lesson_page.locator("#homework").press("Control+Enter")
    expect(lesson_page.locator("#homework-state")).to_contain_text(SAVED)


def test_two_versions_of_a_topic_are_both_shown(lesson_page: Page, scene: Scene) -> None:
    write_topic(scene, "Проценты")
    lesson_page.fill("#topic", "Дроби")
    lesson_page.locator("#topic").press("Enter")
    dialog = lesson_page.locator("#conflict-dialog")
    expect(dialog).to_contain_text("Дроби")
    expect(dialog).to_contain_text("Проценты")
    dialog.locator('[data-answer="mine"]').click()
    expect(lesson_page.locator("#topic-state")).to_contain_text(SAVED)
    assert read_topic(scene) == "Дроби"


def test_the_other_version_may_stay(lesson_page: Page, scene: Scene) -> None:
    write_topic(scene, "Проценты")
    lesson_page.fill("#topic", "Дроби")
    lesson_page.locator("#topic").press("Enter")
    lesson_page.locator('#conflict-dialog [data-answer="theirs"]').click()
    expect(lesson_page.locator("#topic")).to_have_value("Проценты")
    assert read_topic(scene) == "Проценты"


def test_a_later_change_asks_for_its_reason(
    lesson_page: Page, scene: Scene, moment: time_machine.Traveller, enter: Callable[[Person], None]
) -> None:
    write_topic(scene, "Проценты")
    moment.shift(timedelta(days=2))
    enter(scene.school.teacher_a)
    lesson_page.reload()
    lesson_page.locator("#marks[role=grid]").wait_for()
    lesson_page.fill("#topic", "Дроби")
    lesson_page.locator("#topic").press("Enter")
    lesson_page.fill("#reason-text", "ошибка при вводе")
    lesson_page.locator("#reason-text").press("Enter")
    expect(lesson_page.locator("#topic-state")).to_contain_text(SAVED)
    with scene.database.reading() as session:
        newest = list_lesson_changes(session, lesson_id=scene.lesson.id)[0]
        assert (newest.before, newest.after, newest.reason) == ("Проценты", "Дроби", "ошибка при вводе")


def test_what_was_typed_without_a_connection_is_saved_by_the_next_visit(
    lesson_page: Page, scene: Scene
) -> None:
    lesson_page.route("**/homework", lambda route: route.abort())
    lesson_page.fill("#homework", "§ 12, № 345")
    lesson_page.locator("#homework").press("Control+Enter")
    expect(lesson_page.locator("#homework-state")).to_contain_text("Нет связи")
    lesson_page.on("dialog", lambda dialog: dialog.accept())
    lesson_page.unroute("**/homework")
    lesson_page.goto(scene.url)
    expect(lesson_page.locator("#homework-state")).to_contain_text(SAVED)
    with scene.database.reading() as session:
        assert session.get_one(Homework, scene.lesson.id).text == "§ 12, № 345"


def test_no_homework_is_one_press(lesson_page: Page, scene: Scene) -> None:
    lesson_page.get_by_role("button", name="Нет домашнего задания").click()
    expect(lesson_page.locator("#homework-state")).to_contain_text(SAVED)
    with scene.database.reading() as session:
        assert session.get_one(Homework, scene.lesson.id).text == "Нет домашнего задания"


def test_a_file_is_attached_and_taken_off(lesson_page: Page, scene: Scene) -> None:
    lesson_page.set_input_files("#files", [PDF])  # type: ignore[list-item]
    expect(lesson_page.locator("#file-list a")).to_have_text("Карточка.pdf")
    with lesson_page.expect_download() as download:
        lesson_page.locator("#file-list a").click()
    assert download.value.suggested_filename == "Карточка.pdf"
    lesson_page.locator("#file-list button").click()
    expect(lesson_page.locator("#file-list li")).to_have_count(0)
    with scene.database.reading() as session:
        assert not get_homework_state(session, scene.lesson.id).is_saved


def test_a_wrong_file_is_refused_in_words(lesson_page: Page, scene: Scene) -> None:
    lesson_page.set_input_files("#files", [{**PDF, "buffer": b"MZ\x90"}])  # type: ignore[list-item]
    expect(lesson_page.locator("#homework-state")).to_contain_text("PDF, JPEG")
    expect(lesson_page.locator("#file-list li")).to_have_count(0)


def test_a_locked_lesson_says_why_and_takes_what_is_missing(
    lesson_page: Page, scene: Scene, moment: time_machine.Traveller, enter: Callable[[Person], None]
) -> None:
    write_topic(scene, "Проценты")
    moment.shift(timedelta(days=15))
    enter(scene.school.teacher_a)
    lesson_page.reload()
    expect(lesson_page.locator(".notice").first).to_contain_text("Урок закрыт с 5 декабря 2026")
    expect(lesson_page.locator("#topic")).to_have_count(0)
    expect(lesson_page.locator(".quick button")).to_have_count(0)
    lesson_page.fill("#homework", "§ 12")
    lesson_page.locator("#homework").press("Control+Enter")
    expect(lesson_page.locator("#homework-state")).to_contain_text(SAVED)


def test_a_column_is_added_and_takes_the_quick_marks(lesson_page: Page, scene: Scene) -> None:
    lesson_page.locator("#columns summary").click()
    form = lesson_page.locator("#columns form[data-form]")
    form.locator("[name=work_type_id]").select_option(label="контрольная работа")
    form.locator("button").click()
    expect(lesson_page.locator("#marks thead [data-column]")).to_have_count(2)
    row = lesson_page.locator("#marks tbody tr").first
    row.locator("td").nth(1).click()
    row.locator('button[data-symbol="5"]').click()
    expect(row.locator("td").nth(1)).to_have_text("5")
    expect(row.locator("td").nth(0)).to_have_text("")
    expect(lesson_page.locator("#save-line")).to_have_text("Сохранено")


def test_homework_of_another_window_is_compared_with_its_day(lesson_page: Page, scene: Scene) -> None:
    with scene.database.writing() as session:
        actor = actor_of(session, scene.school.teacher_a)
        write = HomeworkWrite(wanted=HomeworkValue("§ 13", scene.school.today + timedelta(days=5)))
        save_homework(session, actor=actor, lesson_id=scene.lesson.id, write=write)
    lesson_page.fill("#homework", "§ 12")
    lesson_page.locator("#homework").press("Control+Enter")
    expect(lesson_page.locator("#conflict-dialog")).to_contain_text("§ 13 · 25 ноября")
    lesson_page.locator('#conflict-dialog [data-answer="theirs"]').click()
    expect(lesson_page.locator("#homework")).to_have_value("§ 13")
    expect(lesson_page.locator("#due_on")).to_have_value("2026-11-25")
