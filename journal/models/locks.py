"""Closings that were recorded, final-mark windows, and grants that open named cells again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id


class LessonClosing(Base):
    """A lesson's closing, recorded when it happened; it never reopens by itself (R-LOCK14)."""

    __tablename__ = "lesson_closings"
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    closed_at: Mapped[datetime]


class FinalWindow(Base):
    """When a period's final marks were opened, by whom (nobody: the scheduler), and closed.

    *opens_on* is the day that the administrator chose for the opening; None: the day that the calendar gives.
    """

    __tablename__ = "final_windows"
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"), primary_key=True)
    opens_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]


class Grant(Base):
    """A permission to change named cells until a deadline (R-UNLOCK)."""

    __tablename__ = "grants"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    decided_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    granted_at: Mapped[datetime]
    deadline: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GrantCell(Base):
    """One opened cell: a lesson's (of one pupil, or its topic, homework and columns), a final mark's or an
    examination's."""

    __tablename__ = "grant_cells"
    __table_args__ = (
        CheckConstraint(
            "(lesson_id IS NOT NULL AND period_id IS NULL AND exam_id IS NULL)"
            " OR (lesson_id IS NULL AND period_id IS NOT NULL AND exam_id IS NULL)"
            " OR (lesson_id IS NULL AND period_id IS NULL AND exam_id IS NOT NULL)",
            name="target",
        ),
        CheckConstraint(
            "period_id IS NULL OR (pupil_id IS NOT NULL AND subject_id IS NOT NULL)", name="final_target"
        ),
        CheckConstraint("exam_id IS NULL OR pupil_id IS NOT NULL", name="exam_target"),
    )
    id: Mapped[Id]
    grant_id: Mapped[int] = mapped_column(ForeignKey("grants.id"), index=True)
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"), index=True)
    period_id: Mapped[int | None] = mapped_column(ForeignKey("periods.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    pupil_id: Mapped[int | None] = mapped_column(ForeignKey("pupils.person_id"))
    exam_id: Mapped[int | None] = mapped_column(ForeignKey("exams.id"))
