"""The one way in for homework and its files (R-SAMEDAY, R-RUSSIAN, R-AMEND)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock as time
from journal.attachments.store import Upload
from journal.errors import (
    BadFile,
    Conflict,
    DueTooEarly,
    Empty,
    FileTooBig,
    Forbidden,
    LessonCancelled,
    Locked,
    NeedsReason,
    NotFound,
    NotRussian,
    OutsideYear,
    TooLong,
)
from journal.homework.queries import get_file_content
from journal.homework.rules import NO_HOMEWORK
from journal.homework.services import (
    HomeworkState,
    HomeworkValue,
    HomeworkWrite,
    get_homework_state,
    save_homework,
)
from journal.models import Amendment, AmendmentText, AttachmentContent, Homework, Lesson
from tests.factories import SmallSchool, actor_of

Save = Callable[..., HomeworkState]
PDF = Upload("../Карточка № 1.pdf", b"%PDF-1.7 cards")
PICTURE = Upload("доска.png", b"\x89PNG\r\n\x1a\n board")


@pytest.fixture
def today(school: SmallSchool) -> Lesson:
    return school.lesson_on(school.today)


@pytest.fixture
def save(session: Session, school: SmallSchool, today: Lesson) -> Save:
    """Save today's homework as the course's teacher, unless told otherwise; without a text it stays."""

    def save_it(text: str | None = None, due_on: date | None = None, **given: Any) -> HomeworkState:
        lesson, who = given.pop("lesson", today), given.pop("who", school.teacher_a)
        saw = HomeworkValue(given.pop("saw", ""), given.pop("saw_due", None))
        wanted = None if text is None else HomeworkValue(text, due_on)
        write = HomeworkWrite(wanted=wanted, saw=saw, **given)
        return save_homework(session, actor=actor_of(session, who), lesson_id=lesson.id, write=write)

    return save_it


def list_changes(session: Session) -> list[tuple[str, str]]:
    """The texts of all changes so far, before and after."""
    texts = {row.digest: row.content for row in session.scalars(select(AmendmentText))}
    rows = session.scalars(select(Amendment).where(Amendment.kind == "homework").order_by(Amendment.id))
    return [(texts.get(row.before, ""), texts.get(row.after, "")) for row in rows]


def test_homework_is_saved_with_its_amendment(session: Session, today: Lesson, save: Save) -> None:
    state = save("§ 12, № 345\r\nhttps://example.org/video", date(2026, 11, 25))
    assert state.value == HomeworkValue("§ 12, № 345\nhttps://example.org/video", date(2026, 11, 25))
    assert session.get_one(Homework, today.id).saved_at == time.now()
    assert list_changes(session) == [("", "§ 12, № 345\nhttps://example.org/video\nк 25.11.2026")]


def test_no_homework_counts_as_an_entry(save: Save) -> None:
    assert save(NO_HOMEWORK).is_saved


def test_repeating_a_write_changes_nothing(session: Session, save: Save) -> None:
    for _ in range(4):
        save("§ 12")
    assert len(list_changes(session)) == 1


def test_files_come_and_go_and_the_text_stays(session: Session, today: Lesson, save: Save) -> None:
    save("§ 12")
    state = save(added=[PDF, PICTURE])
    assert [file.name for file in state.files] == ["Карточка № 1.pdf", "доска.png"]
    state = save(removed=frozenset({state.files[0].id}))
    assert [file.name for file in state.files] == ["доска.png"]
    assert state.value.text == "§ 12"
    assert list_changes(session)[-1] == ("§ 12\nКарточка № 1.pdf\nдоска.png", "§ 12\nдоска.png")


def test_the_same_content_is_kept_once(session: Session, school: SmallSchool, save: Save) -> None:
    for lesson in school.lessons_a[-3:]:
        state = save(added=[PDF], lesson=lesson)
        content = get_file_content(session, lesson_id=lesson.id, file_id=state.files[0].id)
        assert (content.content, content.media_type) == (PDF.content, "application/pdf")
    assert session.scalar(select(func.count()).select_from(AttachmentContent)) == 1


def test_a_file_belongs_to_its_lesson(session: Session, school: SmallSchool, save: Save) -> None:
    state = save(added=[PDF])
    with pytest.raises(NotFound):
        get_file_content(session, lesson_id=school.lessons_b[0].id, file_id=state.files[0].id)
    with pytest.raises(NotFound):
        save("§ 1", lesson=school.lessons_a[0], removed=frozenset({state.files[0].id}))


def test_taking_everything_away_leaves_nothing(session: Session, today: Lesson, save: Save) -> None:
    save("§ 12", added=[PDF])
    file_id = get_homework_state(session, today.id).files[0].id
    assert not save("", saw="§ 12", removed=frozenset({file_id})).is_saved
    assert session.get(Homework, today.id) is None


def test_two_writers_see_both_versions(session: Session, today: Lesson, save: Save) -> None:
    save("§ 12")
    with pytest.raises(Conflict) as caught:
        save("§ 13", saw="")
    assert caught.value.now == {"text": "§ 12", "due_on": ""}
    assert caught.value.by == "Иванова Мария Петровна"
    assert save("§ 13", saw="§ 12").value.text == "§ 13"


@pytest.mark.parametrize(
    ("text", "due_on", "added", "error"),
    [
        ("Read text 5", None, (), NotRussian),
        ("я" * 65536, None, (), TooLong),
        ("", date(2026, 11, 25), (), Empty),
        ("§ 12", date(2026, 11, 20), (), DueTooEarly),
        ("§ 12", date(2028, 1, 1), (), OutsideYear),
        ("§ 12", None, (Upload("virus.pdf", b"MZ\x90"),), BadFile),
        ("§ 12", None, (PDF, Upload("big.pdf", b"%PDF-" + bytes(10 * 1024 * 1024))), FileTooBig),
    ],
)
def test_bad_input_changes_nothing(
    session: Session,
    today: Lesson,
    save: Save,
    text: str,
    due_on: date | None,
    added: Any,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        save(text, due_on, added=added)
    assert session.get(Homework, today.id) is None
    assert list_changes(session) == []


def test_after_its_day_a_replacement_needs_a_reason_a_further_file_does_not(
    clock: time_machine.Traveller, save: Save
) -> None:
    clock.shift(timedelta(days=2))
    save("§ 12")
    state = save(added=[PDF])
    with pytest.raises(NeedsReason):
        save("§ 13", saw="§ 12")
    with pytest.raises(NeedsReason):
        save(removed=frozenset({state.files[0].id}))
    assert save("§ 13", saw="§ 12", reason="ошибка при вводе").value.text == "§ 13"


def test_after_the_lock_only_missing_homework_is_filled_in(clock: time_machine.Traveller, save: Save) -> None:
    clock.shift(timedelta(days=15))
    save("§ 12", added=[PDF])
    with pytest.raises(Locked):
        save("§ 13", saw="§ 12", reason="ошибка при вводе")
    with pytest.raises(Locked):
        save(added=[PICTURE])


def test_a_cancelled_lesson_takes_none(today: Lesson, save: Save) -> None:
    today.cancelled_at = time.now()
    with pytest.raises(LessonCancelled):
        save("§ 12")


def test_only_the_teacher_writes(school: SmallSchool, save: Save) -> None:
    with pytest.raises(Forbidden):
        save("§ 12", who=school.deputy)
    for who in (school.teacher_b, school.parent_a, school.pupils_a[0]):
        with pytest.raises(NotFound):
            save("§ 12", who=who)
