"""Examinations and interim attestation, each with a date and a window of its own (R-FINALWINDOW, R-GIA)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name
from journal.models.school import Subject

EXAM_KINDS = ("interim", "exam", "oge", "ege", "certificate", "resit")


class Exam(Base):
    """An examination of one class, or of a whole parallel; marks are typed from `opens_on` to `closes_on`.

    A closing is recorded when it happens, as *closed_at*, and never reopens by itself.
    """

    __tablename__ = "exams"
    __table_args__ = (
        CheckConstraint("kind IN ('interim', 'exam', 'oge', 'ege', 'certificate', 'resit')", name="kind"),
        CheckConstraint("marking IN ('fives', 'credit')", name="marking"),
        CheckConstraint("opens_on <= closes_on", name="order"),
        CheckConstraint("(class_id IS NULL) <> (parallel IS NULL)", name="target"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_classes.id"))
    parallel: Mapped[int | None] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(12))
    marking: Mapped[str] = mapped_column(String(10), default="fives")
    title: Mapped[Name] = mapped_column(default="")
    held_on: Mapped[date]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    subject: Mapped[Subject] = relationship(lazy="joined", innerjoin=True)


class ExamMark(Base):
    """A pupil's result: a mark, and at a state examination the score that a parent acknowledges."""

    __tablename__ = "exam_marks"
    __table_args__ = (
        CheckConstraint(
            "value IN ('', '1', '2', '3', '4', '5', 'осв.', 'н/а', 'зач.', 'незач.')", name="value"
        ),
        CheckConstraint("score BETWEEN 0 AND 1000", name="score"),
    )
    exam_id: Mapped[int] = mapped_column(ForeignKey("exams.id"), primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), primary_key=True, index=True)
    value: Mapped[str] = mapped_column(String(6))
    score: Mapped[int | None] = mapped_column(SmallInteger)
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    seen_at: Mapped[datetime | None]
