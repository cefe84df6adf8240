"""What teachers and tutors confirm at a period's end (R-PERIODEND)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id
from journal.models.people import Person


class PeriodConfirmation(Base):
    """A teacher's confirmation of a course's page, or a tutor's of a class; a later one takes its place."""

    __tablename__ = "period_confirmations"
    __table_args__ = (
        UniqueConstraint("period_id", "course_id"),
        UniqueConstraint("period_id", "class_id"),
        CheckConstraint("(course_id IS NULL) <> (class_id IS NULL)", name="target"),
    )
    id: Mapped[Id]
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_classes.id"))
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
