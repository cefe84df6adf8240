"""Columns of a lesson: a work type and a weight of their own; locked with the lesson (R-CELL, R-SAMEDAY)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, record_value, summarise
from journal.errors import ColumnInUse, NotFound
from journal.lessons.place import OpenLesson, amendment_place, open_lesson
from journal.lessons.rules import COLUMN_TITLE_LIMIT, check_weight
from journal.locks.rules import REASON_LIMIT, GrantView, check_reason
from journal.models import LessonColumn, Mark, WorkType
from journal.permissions.actions import COLUMN_EDIT
from journal.permissions.actor import Actor
from journal.texts.rules import check_line

FIRST = 1


@dataclass(frozen=True)
class ColumnValue:
    """What a column is for; without a weight it takes its work type's."""

    work_type_id: int
    weight: Decimal | None = None
    title: str = ""


def add_column(
    session: Session, *, actor: Actor, lesson_id: int, value: ColumnValue, reason: str = ""
) -> LessonColumn:
    """Add a column after the others; raise `Locked`, `NotFound` (work type), `BadWeight`, `NotRussian`,
    `TooLong` and whatever `open_lesson` raises."""
    opened = open_lesson(session, actor=actor, lesson_id=lesson_id, action=COLUMN_EDIT)
    grant = opened.check_columns()
    last = session.scalar(select(func.max(LessonColumn.position)).where(LessonColumn.lesson_id == lesson_id))
    column = LessonColumn(lesson_id=lesson_id, position=(last or 0) + 1)
    after = _fill(session, opened, column, value)
    session.add(column)
    session.flush()
    _record(session, opened, column.id, ("", after), check_line(reason, REASON_LIMIT), grant)
    return column


def change_column(
    session: Session, *, actor: Actor, lesson_id: int, column_id: int, value: ColumnValue, reason: str = ""
) -> LessonColumn:
    """Change work type, weight and title; one with marks after the lesson's day needs a reason (R-AMEND).

    Raises `NeedsReason` and what `add_column` raises. What stands already changes nothing.
    """
    opened = open_lesson(session, actor=actor, lesson_id=lesson_id, action=COLUMN_EDIT)
    column = _get_column(session, lesson_id, column_id)
    before = _describe(session.get_one(WorkType, column.work_type_id), column.weight, column.title)
    wanted = LessonColumn(lesson_id=lesson_id, position=column.position)
    after = _fill(session, opened, wanted, value)
    if after == before:
        return column
    grant = opened.check_columns()
    reason = check_reason(
        reason,
        before=before if _has_marks(session, column_id) or grant else "",
        after=after,
        lesson_date=opened.place.held_on,
        today=opened.attempt.today,
        under_grant=grant is not None,
    )
    column.work_type_id, column.weight, column.title = wanted.work_type_id, wanted.weight, wanted.title
    _record(session, opened, column_id, (before, after), reason, grant)
    return column


def delete_column(
    session: Session, *, actor: Actor, lesson_id: int, column_id: int, reason: str = ""
) -> None:
    """Delete a column without marks; the first never.

    Raises `ColumnInUse`, `Locked`, `NotFound`, and `NeedsReason` under a grant.
    """
    opened = open_lesson(session, actor=actor, lesson_id=lesson_id, action=COLUMN_EDIT)
    column = _get_column(session, lesson_id, column_id)
    grant = opened.check_columns()
    if column.position == FIRST or _has_marks(session, column_id):
        raise ColumnInUse(is_first=column.position == FIRST)
    before = _describe(session.get_one(WorkType, column.work_type_id), column.weight, column.title)
    reason = check_reason(
        reason,
        before=before if grant else "",
        after="",
        lesson_date=opened.place.held_on,
        today=opened.attempt.today,
        under_grant=grant is not None,
    )
    session.delete(column)
    _record(session, opened, column_id, (before, ""), reason, grant)


def _get_column(session: Session, lesson_id: int, column_id: int) -> LessonColumn:
    column = session.get(LessonColumn, column_id)
    if column is None or column.lesson_id != lesson_id:
        raise NotFound()
    return column


def _has_marks(session: Session, column_id: int) -> bool:
    return session.scalar(select(Mark.pupil_id).where(Mark.column_id == column_id).limit(1)) is not None


def _fill(session: Session, opened: OpenLesson, column: LessonColumn, value: ColumnValue) -> str:
    """Check a value, put it into a column that isn't in the session, and describe it."""
    work_type = session.get(WorkType, value.work_type_id)
    if work_type is None or work_type.year_id != opened.place.year.id:
        raise NotFound()
    column.work_type_id = work_type.id
    column.weight = check_weight(work_type.weight if value.weight is None else value.weight)
    column.title = check_line(value.title, COLUMN_TITLE_LIMIT)
    return _describe(work_type, column.weight, column.title)


def _describe(work_type: WorkType, weight: Decimal, title: str) -> str:
    """Return a column as its history keeps it: «контрольная · вес 4 · Контрольная работа № 2»."""
    return summarise((work_type.name, f"вес {weight.normalize():f}", title))


def _record(
    session: Session,
    opened: OpenLesson,
    column_id: int,
    change: tuple[str, str],
    reason: str,
    grant: GrantView | None,
) -> None:
    session.flush()
    before, after = change
    record_value(
        session,
        actor=opened.actor,
        kind="column",
        place=amendment_place(session, opened.place, column_id),
        before=before,
        after=after,
        cause=Cause(reason=reason, grant_id=grant.grant_id if grant else None),
    )
    session.flush()
