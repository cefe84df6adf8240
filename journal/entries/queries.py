"""Reading cells and what surrounds them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from journal.entries.rules import CellValue
from journal.entries.symbols import Code
from journal.errors import NotFound
from journal.models import (
    AcademicYear,
    Amendment,
    Attendance,
    Course,
    Lesson,
    LessonClosing,
    LessonColumn,
    Mark,
)


@dataclass(frozen=True)
class ColumnPlace:
    """A column with its lesson, course and year, as a write needs them."""

    lesson_id: int
    column_id: int
    position: int
    weight: Decimal
    course_id: int
    subject_id: int
    marking: str
    held_on: date
    cancelled_at: datetime | None
    closed_at: datetime | None
    year: AcademicYear

    @property
    def is_first(self) -> bool:
        """Whether attendance is typed here."""
        return self.position == 1


def get_column_place(session: Session, *, lesson_id: int, column_id: int, lock: bool = False) -> ColumnPlace:
    """A column of a lesson, or `NotFound`; *lock* holds the lesson's row until the end of the transaction."""
    query = (
        select(Lesson, LessonColumn, Course, AcademicYear, LessonClosing.closed_at)
        .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
        .join(Course, Course.id == Lesson.course_id)
        .join(AcademicYear, AcademicYear.id == Course.year_id)
        .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
        .where(Lesson.id == lesson_id, LessonColumn.id == column_id)
    )
    if lock:
        query = query.with_for_update(of=Lesson, key_share=True)
    row = session.execute(query).first()
    if row is None:
        raise NotFound()
    lesson, column, course, year, closed_at = row
    return ColumnPlace(
        lesson_id=lesson.id,
        column_id=column.id,
        position=column.position,
        weight=column.weight,
        course_id=course.id,
        subject_id=course.subject_id,
        marking=course.marking,
        held_on=lesson.held_on,
        cancelled_at=lesson.cancelled_at,
        closed_at=closed_at,
        year=year,
    )


def get_cell(session: Session, place: ColumnPlace, pupil_id: int) -> tuple[CellValue, list[int]]:
    """The pair that stands for a pupil, and the pupil's marks in the lesson's other columns."""
    code = session.scalar(
        select(Attendance.code).where(
            Attendance.lesson_id == place.lesson_id, Attendance.pupil_id == pupil_id
        )
    )
    rows = session.execute(
        select(Mark.column_id, Mark.value)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .where(LessonColumn.lesson_id == place.lesson_id, Mark.pupil_id == pupil_id)
    )
    marks: dict[int, int] = {column_id: value for column_id, value in rows}  # noqa: C416 - rows aren't pairs
    own = marks.pop(place.column_id, None)
    return CellValue(Code(code) if code else None, own), list(marks.values())


def find_last_amendment(session: Session, place: ColumnPlace, pupil_id: int) -> Amendment | None:
    """The last change of a cell: of its column's mark or of the lesson's attendance."""
    return session.scalar(
        select(Amendment)
        .where(
            Amendment.lesson_id == place.lesson_id,
            Amendment.pupil_id == pupil_id,
            and_(
                Amendment.kind.in_(("mark", "attendance")),
                (Amendment.column_id == place.column_id) | Amendment.column_id.is_(None),
            ),
        )
        .order_by(Amendment.id.desc())
        .limit(1)
    )
