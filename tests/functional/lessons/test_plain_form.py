"""The lesson as one plain form: whole or nothing, and nothing that was typed is lost."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from sqlalchemy import select

from journal.lessons.columns import ColumnValue, add_column
from journal.models import Attendance, Homework, Lesson, Mark, WorkType
from tests.factories import actor_of
from tests.functional.lessons.conftest import Desk


def test_everything_is_saved_at_once(desk: Desk) -> None:
    answer = desk.client.post(
        desk.url,
        data={
            "topic": "Дроби",
            desk.cell(0): "5",
            desk.cell(1): "jn",
            "homework": "§ 12\r\n№ 345",
            "due_on": "2026-11-25",
            "files": (BytesIO(b"%PDF-1.7"), "план.pdf"),
        },
    )
    assert (answer.status_code, answer.location) == (302, desk.url)
    assert desk.get(Lesson, desk.lesson.id).topic == "Дроби"
    assert desk.get(Homework, desk.lesson.id).text == "§ 12\n№ 345"
    assert desk.get(Mark, (desk.column_id, desk.school.pupils_a[0].id)).value == 5
    assert desk.get(Attendance, (desk.lesson.id, desk.school.pupils_a[1].id)).code == "ОТ"


def test_an_untouched_form_changes_nothing(desk: Desk) -> None:
    desk.client.post(desk.url, data={desk.cell(0): "5"})
    before = desk.count_changes()
    same = {desk.cell(0): "5", f"saw-{desk.cell(0)}": "5", "topic": "", "saw-topic": "", "homework": ""}
    assert desk.client.post(desk.url, data=same).status_code == 302
    assert desk.count_changes() == before


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("topic", "Past Simple", "нет русских букв"),
        ("topic", "я" * 65536, "слишком длинный"),
        ("homework", "Read text 5", "нет русских букв"),
        ("homework", "ж" * 65536, "слишком длинный"),
        ("cell", "5/4", "не может стоять"),
        ("cell", "<svg onload=x>", "не может стоять"),
    ],
)
def test_one_bad_field_keeps_all_from_being_saved_and_lost(
    desk: Desk, field: str, typed: str, sentence: str
) -> None:
    name = desk.cell(1) if field == "cell" else field
    data = {"topic": "Дроби", "homework": "§ 12", desk.cell(0): "5", name: typed}
    answer = desk.client.post(desk.url, data=data, headers={"Accept-Language": "ru"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert desk.count_changes() == 0
    for value in data.values():
        shown = value.replace("<", "&lt;").replace(">", "&gt;")
        assert shown in page
    assert "<svg onload" not in page
    assert 'aria-invalid="true"' in page
    assert sentence in page


def test_a_stale_form_shows_both_values_and_wins_when_sent_again(desk: Desk) -> None:
    desk.client.post(desk.url, data={desk.cell(0): "4", "topic": "Проценты"})
    stale = {desk.cell(0): "5", f"saw-{desk.cell(0)}": "", "topic": "Дроби", "saw-topic": ""}
    answer = desk.client.post(desk.url, data=stale)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'name="saw-{desk.cell(0)}" value="4"' in page
    assert "Иванова Мария Петровна" in page
    assert desk.get(Lesson, desk.lesson.id).topic == "Проценты"
    again = stale | {f"saw-{desk.cell(0)}": "4", "saw-topic": "Проценты"}
    assert desk.client.post(desk.url, data=again).status_code == 302
    assert desk.get(Lesson, desk.lesson.id).topic == "Дроби"
    assert desk.get(Mark, (desk.column_id, desk.school.pupils_a[0].id)).value == 5


def test_a_cleared_topic_takes_its_plan_with_it(desk: Desk) -> None:
    desk.client.post(desk.url, data={"topic": "Дроби"})
    desk.client.post(desk.url, data={"topic": "", "saw-topic": "Дроби", "plan": "", "saw-plan": ""})
    assert desk.get(Lesson, desk.lesson.id).topic == ""


def test_a_later_change_wants_its_reason_in_the_form(desk: Desk, moment: time_machine.Traveller) -> None:
    desk.client.post(desk.url, data={desk.cell(0): "4"})
    moment.shift(timedelta(days=3))
    desk.enter(desk.school.teacher_a)
    change = {desk.cell(0): "5", f"saw-{desk.cell(0)}": "4"}
    assert desk.client.post(desk.url, data=change).status_code == 422
    assert desk.client.post(desk.url, data=change | {"reason": "ошибка при вводе"}).status_code == 302


def test_a_mark_beside_an_absence_is_asked_about(desk: Desk) -> None:
    with desk.client.application.extensions["database"].writing() as session:
        actor = actor_of(session, desk.school.teacher_a)
        work_type = session.scalars(select(WorkType).order_by(WorkType.position).limit(1)).one()
        value = ColumnValue(work_type.id)
        column_id = add_column(session, actor=actor, lesson_id=desk.lesson.id, value=value).id
    data = {desk.cell(0): "ОТ", f"cell-{column_id}-{desk.school.pupils_a[0].id}": "4"}
    assert desk.client.post(desk.url, data=data).status_code == 422
    assert desk.client.post(desk.url, data=data | {"sure": "on"}).status_code == 302


def test_marks_far_ahead_are_refused_topics_are_not(desk: Desk) -> None:
    far = desk.school.lessons_a[-1]
    assert (far.held_on - desk.school.today).days == 14
    url = f"/lessons/{far.id}"
    assert desk.client.post(url, data={"topic": "Дроби", "homework": "§ 12"}).status_code == 302
    page = desk.client.get(url).get_data(as_text=True)
    assert "cell-input" not in page


@pytest.mark.parametrize("who", ["teacher_b", "parent_a", "deputy", "administrator"])
def test_strangers_write_nothing_even_with_an_empty_form(desk: Desk, who: str) -> None:
    desk.enter(getattr(desk.school, who))
    assert desk.client.post(desk.url, data={}).status_code in (403, 404)
    assert desk.client.post(desk.url, data={"topic": "Дроби"}).status_code in (403, 404)
    assert desk.count_changes() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"plan": "1-x", "saw-plan": ""},
        {"plan": "9" * 65536, "saw-plan": ""},
        {"homework": "§ 1", "due_on": "завтра"},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(desk: Desk, data: dict[str, str]) -> None:
    assert desk.client.post(desk.url, data=data).status_code == 400
    assert desk.count_changes() == 0
