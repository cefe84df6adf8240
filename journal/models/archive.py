"""What the year's archive needs: decisions of the council, orders of arrival and departure, printing."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short

DECISION_KINDS = ("promoted", "conditionally", "second-year", "graduated")


class CouncilDecision(Base):
    """What the pedagogical council decided about a pupil at a year's end, with its minutes (R-ARCHIVE)."""

    __tablename__ = "council_decisions"
    __table_args__ = (
        UniqueConstraint("year_id", "pupil_id"),
        CheckConstraint("kind IN ('promoted', 'conditionally', 'second-year', 'graduated')", name="kind"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[Short] = mapped_column(default="")
    dated_on: Mapped[date | None]


class EnrolmentOrder(Base):
    """The director's order by which a pupil's stay in a class began or ended, from where or to where."""

    __tablename__ = "enrolment_orders"
    __table_args__ = (CheckConstraint("direction IN ('arrival', 'departure')", name="direction"),)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    direction: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[Short] = mapped_column(default="")
    dated_on: Mapped[date | None]
    place: Mapped[Name] = mapped_column(default="")


class Printing(Base):
    """The making of papers for one interval: of one class, or of the whole school where none is named."""

    __tablename__ = "printings"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'stopped', 'done')", name="state"),
        CheckConstraint("starts_on <= ends_on", name="order"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), index=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_classes.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="running")


class PrintingClass(Base):
    """A class of a printing: it waits, is done, or has failed with the kind of its error."""

    __tablename__ = "printing_classes"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),)
    printing_id: Mapped[int] = mapped_column(ForeignKey("printings.id"), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    failure: Mapped[Name] = mapped_column(default="")
    ended_at: Mapped[datetime | None]


class Printout(Base):
    """The papers of a class for an interval; made again, they take the place of the former ones."""

    __tablename__ = "printouts"
    __table_args__ = (UniqueConstraint("class_id", "starts_on", "ends_on"),)
    id: Mapped[Id]
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    pages: Mapped[int]
    paper_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
    workbook_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
