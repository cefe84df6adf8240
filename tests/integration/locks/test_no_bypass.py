"""R-NOBYPASS: every write into a lesson or a final mark meets the lock, and a grant opens it (R-UNLOCK).

The table below names every service that takes an actor and a lesson, column, course or period; one that is
missing from it fails the last test.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

import journal
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell, set_cells
from journal.errors import Locked, NeedsReason
from journal.finals.services import FinalWrite, set_final
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.columns import ColumnValue, add_column, change_column, delete_column
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import Amendment
from journal.permissions.actor import Actor
from tests.factories import FRIDAY, actor_of
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson, give_grant, make_locked_lesson, photograph

WHY = "ошибка при вводе"
FOUR = CellValue(None, 4)


Write = Callable[[Session, Actor, LockedLesson, str], Any]

WRITES: dict[str, Write] = {
    "set_cell": lambda session, actor, it, why: set_cell(
        session,
        actor=actor,
        lesson_id=it.lesson_id,
        column_id=it.columns[0],
        write=CellWrite(it.pupil_id, "5", saw=FOUR, reason=why),
    ),
    "set_cells": lambda session, actor, it, why: raise_first(
        set_cells(
            session,
            actor=actor,
            lesson_id=it.lesson_id,
            column_id=it.columns[0],
            writes=[CellWrite(it.pupil_id, "Б", saw=FOUR, reason=why, source="pasted")],
        )
    ),
    "set_final": lambda session, actor, it, why: set_final(
        session,
        actor=actor,
        course_id=it.school.course_a.id,
        period_id=it.period_id,
        write=FinalWrite(it.pupil_id, "5", saw="4", reason=why),
    ),
    "save_topic": lambda session, actor, it, why: save_topic(
        session,
        actor=actor,
        lesson_id=it.lesson_id,
        write=TopicWrite(TopicValue("Другая тема"), saw="Дроби", reason=why),
    ),
    "save_homework": lambda session, actor, it, why: save_homework(
        session,
        actor=actor,
        lesson_id=it.lesson_id,
        write=HomeworkWrite(HomeworkValue("§ 2"), saw=HomeworkValue("§ 1"), reason=why),
    ),
    "add_column": lambda session, actor, it, why: add_column(
        session, actor=actor, lesson_id=it.lesson_id, value=ColumnValue(it.work_type_id), reason=why
    ),
    "change_column": lambda session, actor, it, why: change_column(
        session,
        actor=actor,
        lesson_id=it.lesson_id,
        column_id=it.columns[1],
        value=ColumnValue(it.work_type_id, Decimal(9)),
        reason=why,
    ),
    "delete_column": lambda session, actor, it, why: delete_column(
        session, actor=actor, lesson_id=it.lesson_id, column_id=it.columns[2], reason=why
    ),
}
# What takes an actor and such a key, and yet writes nothing that a lock protects.
OTHERS = {
    "open_column": "holds the column for `set_cell`",
    "open_lesson": "holds the lesson for the services above",
    "open_draft": "keeps uploaded files aside",
    "permit_draft": "asks for the right to import",
    "commit_plan": "writes a plan that no lesson has used yet; raises PlanInUse otherwise",
    "fill_final": "fills in empty cells only, under the lock: tests/functional/locks/test_locked_routes.py",
    "confirm_course": "says that a page was checked and changes nothing on it",
    "confirm_class": "says that a class was checked and changes nothing in it",
    "cancel_lesson": "the administrator's, under the lock: tests/integration/lessons/test_lesson_changes.py",
    "restore_lesson": "like `cancel_lesson`",
    "move_lesson": "like `cancel_lesson`",
    "move_opening": "moves an opening, never a closing; tests/integration/locks/test_windows.py",
    "make_subject_extract": "prints a paper and changes nothing in the journal",
    "get_choice": "shows the cells that a request may name, and reads only",
    "list_locked_periods": "like `get_choice`",
    "open_window": "opens a window; tests/integration/locks/test_windows.py",
}


def raise_first(results: list[Any]) -> None:
    """Raise the refusal of a pasted cell as the single write does."""
    for result in results:
        if isinstance(result, Exception):
            raise result


@pytest.fixture
def locked(session: Session) -> LockedLesson:
    """The lesson that nobody may change any more."""
    return make_locked_lesson(session)


@pytest.fixture(autouse=True)
def clock(locked: LockedLesson) -> Iterator[time_machine.Traveller]:
    """Friday, when the lesson has just closed."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("name", WRITES)
def test_a_locked_lesson_stays_as_it_is(session: Session, locked: LockedLesson, name: str) -> None:
    before = photograph(session)
    with pytest.raises(Locked):
        WRITES[name](session, actor_of(session, locked.school.teacher_a), locked, WHY)
    assert photograph(session) == before


@pytest.mark.parametrize("name", WRITES)
def test_a_grant_opens_it_and_is_cited(session: Session, locked: LockedLesson, name: str) -> None:
    grant_id = give_grant(session, locked, FRIDAY + timedelta(hours=1))
    before = photograph(session)
    WRITES[name](session, actor_of(session, locked.school.teacher_a), locked, WHY)
    assert photograph(session) != before
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert last.grant_id == grant_id
    assert last.reason


@pytest.mark.parametrize("name", WRITES)
def test_a_grant_ends_by_itself(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson, name: str
) -> None:
    give_grant(session, locked, FRIDAY + timedelta(hours=1))
    clock.shift(timedelta(hours=1))
    with pytest.raises(Locked):
        WRITES[name](session, actor_of(session, locked.school.teacher_a), locked, WHY)


@pytest.mark.parametrize("name", sorted(WRITES.keys() - {"add_column"}))
def test_a_change_under_a_grant_needs_a_reason(session: Session, locked: LockedLesson, name: str) -> None:
    give_grant(session, locked, FRIDAY + timedelta(hours=1))
    before = photograph(session)
    with pytest.raises(NeedsReason):
        WRITES[name](session, actor_of(session, locked.school.teacher_a), locked, " ")
    assert photograph(session) == before


def test_a_missing_topic_and_homework_are_filled_in_late_and_only_once(
    session: Session, locked: LockedLesson
) -> None:
    """R-SAMEDAY: what was never saved may still be; then it is saved, and locked."""
    actor = actor_of(session, locked.school.teacher_a)
    lesson = locked.school.lesson_on(LESSON_DAY.date() - timedelta(days=1))
    for write, error in (("Дроби", None), ("Другая тема", Locked)):
        topic = TopicWrite(TopicValue(write), saw="Дроби" if error else "", reason=WHY)
        homework = HomeworkWrite(
            HomeworkValue(write), saw=HomeworkValue("Дроби" if error else ""), reason=WHY
        )
        for save, wanted in ((save_topic, topic), (save_homework, homework)):
            if error is None:
                save(session, actor=actor, lesson_id=lesson.id, write=wanted)
            else:
                with pytest.raises(error):
                    save(session, actor=actor, lesson_id=lesson.id, write=wanted)
    assert lesson.topic == "Дроби"


def test_no_service_is_missing_from_the_table() -> None:
    assert set(list_writers()) == WRITES.keys() | OTHERS.keys()


def list_writers() -> Iterator[str]:
    """Every public function that takes an actor and the key of something that a lock may protect."""
    keys = {"lesson_id", "column_id", "course_id", "period_id"}
    for module in pkgutil.walk_packages(journal.__path__, "journal."):
        if ".migrations" in module.name or ".blueprints" in module.name or module.name.endswith("__main__"):
            continue
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            parameters = inspect.signature(function).parameters.keys()
            if (
                function.__module__ == module.name
                and not name.startswith("_")
                and "actor" in parameters
                and keys & parameters
            ):
                yield name
