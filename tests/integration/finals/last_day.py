"""The last day of the small school's second quarter, and what its teacher types then."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.finals.services import FinalWrite, set_final
from journal.models import LessonColumn
from tests.factories import SmallSchool, actor_of

LAST_DAY = datetime(2026, 12, 30, 7, 0, tzinfo=UTC)
TODAY = date(2026, 12, 30)


def type_final(session: Session, school: SmallSchool, pupil: int, symbol: str, saw: str = "") -> None:
    """A final mark of the quarter in mathematics for a pupil of 5А, by place."""
    write = FinalWrite(school.pupils_a[pupil].id, symbol, saw)
    set_final(
        session,
        actor=actor_of(session, school.teacher_a),
        course_id=school.course_a.id,
        period_id=school.quarter.id,
        write=write,
    )


def type_marks(session: Session, school: SmallSchool, pupil: int, marks: str) -> None:
    """One mark a lesson, backwards from today."""
    past = [lesson for lesson in school.lessons_a if lesson.held_on <= TODAY]
    for lesson, symbol in zip(reversed(past), marks, strict=False):
        column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
        set_cell(
            session,
            actor=actor_of(session, school.teacher_a),
            lesson_id=lesson.id,
            column_id=column,
            write=CellWrite(school.pupils_a[pupil].id, symbol, CellValue()),
        )
