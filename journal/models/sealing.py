"""The archive register: certified versions of a class's year, who took them out, and closed years."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short


class ArchiveVersion(Base):
    """A class's year as the deputy certified it (R-ARCHIVE, R-25YEARS); a later version never replaces it.

    `head_number` and `head_hash` are the head of the class's chain at that moment. `supplement_id` is the
    sheet that tells what was changed under grants since the version before.
    """

    __tablename__ = "archive_versions"
    __table_args__ = (UniqueConstraint("class_id", "number"),)
    id: Mapped[Id]
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    head_number: Mapped[int]
    head_hash: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    paper_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
    bundle_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
    supplement_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    certified_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    certified_at: Mapped[datetime]
    certifier_name: Mapped[Name]
    certifier_position: Mapped[Name]
    handed_to: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    handed_on: Mapped[date | None]
    shelf_mark: Mapped[Short] = mapped_column(default="")
    kept_until: Mapped[date]


class ArchiveLoan(Base):
    """Who took a printed journal out of the archive, what for, and when it came back."""

    __tablename__ = "archive_loans"
    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("archive_versions.id"), index=True)
    taken_by: Mapped[Name]
    purpose: Mapped[Name] = mapped_column(default="")
    taken_on: Mapped[date]
    returned_on: Mapped[date | None]
    noted_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class YearClosing(Base):
    """The director closed a year, or took that back with a reason; both are kept (R-CLOSED)."""

    __tablename__ = "year_closings"
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), index=True)
    closed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime]
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reopened_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
