"""Marks that another organisation gave, with the paper that says so (R-NEWCOMER)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short
from journal.models.school import Subject

REPORT_KINDS = ("newcomer", "treatment")


class OutsideReport(Base):
    """A report of marks: a newcomer's from the school before, or a hospital's after long treatment."""

    __tablename__ = "outside_reports"
    __table_args__ = (CheckConstraint("kind IN ('newcomer', 'treatment')", name="kind"),)
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    kind: Mapped[str] = mapped_column(String(10))
    organisation: Mapped[Name]
    number: Mapped[Short]
    dated_on: Mapped[date]
    entered_at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class OutsideMark(Base):
    """A mark of a report: of a subject, counted in a period with a weight; a row of its own, in no lesson."""

    __tablename__ = "outside_marks"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 5", name="value"),
        CheckConstraint("weight > 0", name="weight"),
    )
    id: Mapped[Id]
    report_id: Mapped[int] = mapped_column(ForeignKey("outside_reports.id"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    value: Mapped[int] = mapped_column(SmallInteger)
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    entered_at: Mapped[datetime]
    report: Mapped[OutsideReport] = relationship(lazy="joined", innerjoin=True)
    subject: Mapped[Subject] = relationship(lazy="joined", innerjoin=True)
