"""A lesson that the lock has closed, with everything in it; for tests of what may still change it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.finals.services import FinalWrite, set_final
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.columns import ColumnValue, add_column
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    Amendment,
    Attendance,
    FinalMark,
    Grant,
    GrantCell,
    Homework,
    HomeworkFile,
    Lesson,
    LessonColumn,
    LessonTopic,
    Mark,
    Period,
    WorkType,
)
from journal.permissions.actor import Actor
from tests.factories.small_school import FRIDAY, SmallSchool, actor_of, make_school

LESSON_DAY = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)  # locked since 20 November, which is FRIDAY
LAST_WEEK = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)  # of the first quarter, locked since 31 October
ENTRIES = (Mark, Attendance, FinalMark)
PROTECTED = (*ENTRIES, Lesson, LessonTopic, LessonColumn, Homework, HomeworkFile, Amendment)


@dataclass(frozen=True)
class LockedLesson:
    """The lesson of 5 November in 5А: a mark «4», three columns, «Дроби», «§ 1»; and a final mark «4»."""

    school: SmallSchool
    lesson_id: int
    columns: tuple[int, int, int]
    pupil_id: int
    period_id: int
    work_type_id: int


def make_locked_lesson(session: Session) -> LockedLesson:
    """Enter the lesson through the services while it was open; on FRIDAY it is locked."""
    school = make_school(session, FRIDAY.date())
    actor = actor_of(session, school.teacher_a)
    lesson_id = school.lesson_on(LESSON_DAY.date()).id
    work_type_id = session.scalars(
        select(WorkType.id).where(WorkType.year_id == school.year.id, WorkType.position == 1)
    ).one()
    period_id = session.scalars(select(Period.id).where(Period.kind == "quarter", Period.number == 1)).one()
    with time_machine.travel(LESSON_DAY, tick=False):
        columns = make_columns(session, actor, lesson_id, work_type_id)
        it = LockedLesson(school, lesson_id, columns, school.pupils_a[0].id, period_id, work_type_id)
        enter_lesson(session, actor, it)
    with time_machine.travel(LAST_WEEK, tick=False):
        set_final(
            session,
            actor=actor,
            course_id=school.course_a.id,
            period_id=period_id,
            write=FinalWrite(it.pupil_id, "4", saw=""),
        )
    return it


def make_columns(session: Session, actor: Actor, lesson_id: int, work_type_id: int) -> tuple[int, int, int]:
    """Add two columns beside the first."""
    first = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id)).one()
    second, third = (
        add_column(session, actor=actor, lesson_id=lesson_id, value=ColumnValue(work_type_id)).id
        for _ in range(2)
    )
    return first, second, third


def enter_lesson(session: Session, actor: Actor, it: LockedLesson) -> None:
    """Enter mark, topic and homework."""
    set_cell(
        session,
        actor=actor,
        lesson_id=it.lesson_id,
        column_id=it.columns[0],
        write=CellWrite(it.pupil_id, "4", saw=CellValue()),
    )
    save_topic(session, actor=actor, lesson_id=it.lesson_id, write=TopicWrite(TopicValue("Дроби"), saw=""))
    save_homework(session, actor=actor, lesson_id=it.lesson_id, write=HomeworkWrite(HomeworkValue("§ 1")))


def photograph(session: Session) -> list[tuple[Any, ...]]:
    """Everything that the locks protect, and the history, as plain values."""
    session.flush()
    return [
        (model.__tablename__, *row)
        for model in PROTECTED
        for row in session.execute(select(*model.__table__.columns).order_by(*model.__table__.primary_key))
    ]


def give_grant(session: Session, it: LockedLesson, deadline: datetime) -> int:
    """Grant the teacher all of the lesson and the final mark until *deadline*; return the grant's number."""
    grant = Grant(
        person_id=it.school.teacher_a.id,
        decided_by=it.school.director.id,
        reason="болезнь",
        granted_at=FRIDAY,
        deadline=deadline,
    )
    session.add(grant)
    session.flush()
    final = {"pupil_id": it.pupil_id, "subject_id": it.school.course_a.subject_id}
    session.add_all(
        (
            GrantCell(grant_id=grant.id, lesson_id=it.lesson_id),
            GrantCell(grant_id=grant.id, lesson_id=it.lesson_id, pupil_id=it.pupil_id),
            GrantCell(grant_id=grant.id, period_id=it.period_id, **final),
        )
    )
    session.flush()
    return grant.id
