"""Requests to change what is locked, their steps and papers, and who may decide on them (R-UNLOCK)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short

STATES = "('draft', 'sent', 'withdrawn', 'granted', 'refused', 'used', 'expired')"


class UnlockRequest(Base):
    """What somebody asks to change after the lock, on which ground and why; its number is its key.

    A request has one decision and so at most one grant.
    """

    __tablename__ = "unlock_requests"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("ground IN ('', 'illness', 'reason', 'resit', 'other')", name="ground"),
        Index("ix_unlock_requests_state", "state", "id"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    ground: Mapped[str] = mapped_column(String(10), default="")
    why: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grants.id"), unique=True)


class UnlockStep(Base):
    """A step of a request: what it became, when and by whom (nobody: the scheduler), as they were then."""

    __tablename__ = "unlock_steps"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)
    id: Mapped[Id]
    request_id: Mapped[int] = mapped_column(ForeignKey("unlock_requests.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[Name]
    position: Mapped[Name]
    note: Mapped[str] = mapped_column(default="")


class UnlockCell(Base):
    """One cell that a request asks for; the same shape as `GrantCell`."""

    __tablename__ = "unlock_cells"
    __table_args__ = (
        CheckConstraint("(lesson_id IS NULL) <> (period_id IS NULL)", name="target"),
        CheckConstraint(
            "period_id IS NULL OR (pupil_id IS NOT NULL AND subject_id IS NOT NULL)", name="final_target"
        ),
    )
    id: Mapped[Id]
    request_id: Mapped[int] = mapped_column(ForeignKey("unlock_requests.id"), index=True)
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("periods.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    pupil_id: Mapped[int | None] = mapped_column(ForeignKey("pupils.person_id"))


class UnlockPaper(Base):
    """A document that proves the ground of a request."""

    __tablename__ = "unlock_papers"
    id: Mapped[Id]
    request_id: Mapped[int] = mapped_column(ForeignKey("unlock_requests.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))


class UnlockDelegation(Base):
    """The director's order that lets a deputy decide on requests from one day to another."""

    __tablename__ = "unlock_delegations"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="order"),)
    id: Mapped[Id]
    deputy_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    order_number: Mapped[Short]
    ordered_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
