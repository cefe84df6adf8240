"""Imports of a school's own files while a person looks at them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id


class ImportDraft(Base):
    """Uploaded files and the answers given so far; `course_id` for a teacher's own plan (КТП)."""

    __tablename__ = "import_drafts"
    id: Mapped[Id]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"))
    answers: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="open")
    committed_at: Mapped[datetime | None]


class ImportFile(Base):
    """A file of a draft."""

    __tablename__ = "import_files"
    draft_id: Mapped[int] = mapped_column(ForeignKey("import_drafts.id"), primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
