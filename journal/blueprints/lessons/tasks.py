"""The homework on the lesson screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from journal.homework.queries import FileRow, list_lesson_dates
from journal.homework.rules import NO_HOMEWORK, compute_due
from journal.homework.services import get_homework_state
from journal.lessons.place import LessonPlace
from journal.locks.rules import LockState

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class HomeworkView:
    """The homework of a lesson: what stands, what was typed over it, when it is due."""

    text: str
    typed: str
    due_on: str
    typed_due_on: str
    next_on: date | None
    earliest_on: date
    shown_due_on: date | None
    files: Sequence[FileRow]
    is_open: bool
    no_homework: str = NO_HOMEWORK


def build_homework(
    session: Session, place: LessonPlace, lock: LockState, typed: dict[str, str]
) -> HomeworkView:
    """The homework of a lesson; without a chosen day it is due at the course's next lesson."""
    state = get_homework_state(session, place.lesson.id)
    dates = list_lesson_dates(session, place.lesson.course_id)
    chosen = state.value.due_on
    due_on = chosen.isoformat() if chosen else ""
    return HomeworkView(
        text=state.value.text,
        typed=typed.get("homework", state.value.text),
        due_on=due_on,
        typed_due_on=typed.get("due_on", due_on),
        next_on=compute_due(place.held_on, dates),
        earliest_on=place.held_on + ONE_DAY,
        shown_due_on=compute_due(place.held_on, dates, chosen),
        files=state.files,
        is_open=not state.is_saved or lock.closed_on is None or lock.state == "granted",
    )
