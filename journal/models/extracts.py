"""Applications for paper extracts with each of their steps, and the extracts made (R-APPLY, R-ONEDAY)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short


class ExtractApplication(Base):
    """An application of Приложение № 1: who asks for whose marks, and how they shall be delivered.

    The applicant's document is never kept whole: its kind, its last four signs, and who saw it. `ends_on` is
    empty where extracts are wanted again and again until the application is withdrawn (R-RHYTHM).
    """

    __tablename__ = "extract_applications"
    __table_args__ = (
        CheckConstraint(
            "state IN ('prepared', 'received', 'working', 'ready', 'delivered', 'refused', 'withdrawn')",
            name="state",
        ),
        CheckConstraint("delivery IN ('person', 'post', 'email', 'centre', 'portal')", name="delivery"),
        CheckConstraint(
            "identity_kind IN ('', 'passport', 'foreign-passport', 'temporary', 'other')",
            name="identity_kind",
        ),
        CheckConstraint(
            "refusal_ground IN ('', 'no-right', 'no-document', 'no-consent', 'other')", name="ground"
        ),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="order"),
    )
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    applicant_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    applicant: Mapped[Name]
    authority: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Short] = mapped_column(default="")
    delivery: Mapped[str] = mapped_column(String(10))
    address: Mapped[Name] = mapped_column(default="")
    protection: Mapped[Name] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    identity_kind: Mapped[str] = mapped_column(String(20), default="")
    identity_ending: Mapped[str] = mapped_column(String(4), default="")
    identity_seen_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), index=True)
    prepared_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    prepared_at: Mapped[datetime]
    signed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    consent_on: Mapped[date | None]
    consent_withdrawn_on: Mapped[date | None]
    refusal_ground: Mapped[str] = mapped_column(String(20), default="")
    refusal_text: Mapped[str] = mapped_column(default="")

    @property
    def is_repeated(self) -> bool:
        """Whether extracts are wanted until the application is withdrawn."""
        return self.ends_on is None


class ApplicationStep(Base):
    """A step of an application: what became of it, when and by whom (nobody: the program)."""

    __tablename__ = "application_steps"
    id: Mapped[Id]
    application_id: Mapped[int] = mapped_column(ForeignKey("extract_applications.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[Name] = mapped_column(default="")


class Extract(Base):
    """A paper extract: of all subjects for an application, or of one subject by its teacher (R-ASK).

    `code` proves the paper on a public page. `due_on` is the day by whose end it had to be ready, empty where
    nobody applied.
    """

    __tablename__ = "extracts"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="order"),
        CheckConstraint("mailing IN ('', 'waiting', 'sent', 'failed')", name="mailing"),
        CheckConstraint(
            "handed_way IN ('', 'person', 'diary', 'post', 'email', 'centre', 'portal')", name="handed_way"
        ),
    )
    id: Mapped[Id]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("extract_applications.id"), index=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    due_on: Mapped[date | None]
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    handed_way: Mapped[str] = mapped_column(String(10), default="")
    handed_note: Mapped[Name] = mapped_column(default="")
    mailing: Mapped[str] = mapped_column(String(10), default="")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    next_attempt_at: Mapped[datetime | None]
    failure: Mapped[Name] = mapped_column(default="")
