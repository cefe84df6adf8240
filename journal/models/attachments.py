"""Files that people attach: one row a file, its content once by SHA-256, inside the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name


class AttachmentContent(Base):
    """The bytes of a file, kept once however often it is attached."""

    __tablename__ = "attachment_contents"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Base):
    """A file under the name its owner gave it; served only as a download."""

    __tablename__ = "attachments"
    id: Mapped[Id]
    name: Mapped[Name]
    media_type: Mapped[Name]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_contents.sha256"))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]
