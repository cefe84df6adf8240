"""What stands in the cells: marks, attendance and final marks (R-CELL, R-FINALCELL)."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id


class Mark(Base):
    """A current mark of a pupil in a column."""

    __tablename__ = "marks"
    __table_args__ = (CheckConstraint("value BETWEEN 1 AND 5", name="value"),)
    column_id: Mapped[int] = mapped_column(ForeignKey("lesson_columns.id"), primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), primary_key=True, index=True)
    value: Mapped[int] = mapped_column(SmallInteger)


class Attendance(Base):
    """A pupil's absence, lateness or release at a lesson; nothing means present."""

    __tablename__ = "attendance"
    __table_args__ = (CheckConstraint("code IN ('осв.', 'ОТ', 'УП', 'Б', 'НП', 'ОП')", name="code"),)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), primary_key=True, index=True)
    code: Mapped[str] = mapped_column(String(4))


class FinalMark(Base):
    """A final mark: keyed by pupil, subject and period across courses; it names the course that set it.

    `filled_by` is the tutor who filled the empty cell after the period (R-TUTORFINAL).
    """

    __tablename__ = "final_marks"
    __table_args__ = (
        UniqueConstraint("pupil_id", "subject_id", "period_id"),
        CheckConstraint("value IN ('1', '2', '3', '4', '5', 'осв.', 'н/а', 'зач.', 'незач.')", name="value"),
    )
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    value: Mapped[str] = mapped_column(String(6))
    filled_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
