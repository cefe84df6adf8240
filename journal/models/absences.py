"""Why a pupil is away: dated facts with their papers, and what families announce (R-REASON, R-PE)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name


class HealthFact(Base):
    """An illness, an exemption (of one subject where it is named) or another valid reason; no diagnosis."""

    __tablename__ = "health_facts"
    __table_args__ = (
        CheckConstraint("kind IN ('illness', 'exemption', 'leave')", name="kind"),
        CheckConstraint("starts_on <= ends_on", name="order"),
    )
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class AbsencePaper(Base):
    """A paper (справка) that explains a pupil's day, or the fact that covers several."""

    __tablename__ = "absence_papers"
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    held_on: Mapped[date]
    fact_id: Mapped[int | None] = mapped_column(ForeignKey("health_facts.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))


class Announcement(Base):
    """What a parent announced: the child stays away; the tutor confirms it as a fact or declines it.

    A parent may withdraw it while it waits; `answered_by` is then that parent.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        CheckConstraint("kind IN ('illness', 'leave')", name="kind"),
        CheckConstraint("starts_on <= ends_on", name="order"),
        CheckConstraint("state IN ('waiting', 'confirmed', 'declined', 'withdrawn')", name="state"),
    )
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[Name]
    announced_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    announced_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    answer: Mapped[Name] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
