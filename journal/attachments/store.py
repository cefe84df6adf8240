"""Keeping attached files: checked by content, the bytes once however often they are attached."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import insert_ignoring
from journal.attachments.names import clean_name
from journal.attachments.types import ALLOWED_NAMES, FileType, detect_type
from journal.config import MEGABYTE
from journal.errors import BadFile, FileTooBig
from journal.models import Attachment, AttachmentContent
from journal.permissions.actor import Actor

LIMIT_MB = 10


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


def check_upload(upload: Upload) -> FileType:
    """Return what the file is; raise FileTooBig or BadFile."""
    if len(upload.content) > LIMIT_MB * MEGABYTE:
        raise FileTooBig(limit_mb=LIMIT_MB)
    kind = detect_type(upload.content)
    if kind is None:
        raise BadFile(allowed=ALLOWED_NAMES)
    return kind


def store_attachment(session: Session, *, actor: Actor, upload: Upload) -> Attachment:
    """Keep a file and return its row; raise FileTooBig or BadFile."""
    kind = check_upload(upload)
    assert actor.person_id is not None
    name = clean_name(upload.name, kind)
    return keep_file(session, name, kind.media_type, upload.content, actor.person_id, clock.now())


def keep_file(
    session: Session, name: str, media_type: str, content: bytes, made_by: int, now: datetime
) -> Attachment:
    """Keep a file, whose bytes are known to be harmless, and return its row."""
    digest = hashlib.sha256(content).hexdigest()
    session.execute(insert_ignoring(session, AttachmentContent, {"sha256": digest, "content": content}))
    attachment = Attachment(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        uploaded_by=made_by,
        uploaded_at=now,
    )
    session.add(attachment)
    session.flush()
    return attachment


def remove_file(session: Session, attachment_id: int) -> None:
    """Remove a file that nothing names any longer, and its bytes unless another file has the same."""
    attachment = session.get_one(Attachment, attachment_id)
    digest = attachment.sha256
    session.delete(attachment)
    session.flush()
    if session.scalar(select(Attachment.id).where(Attachment.sha256 == digest).limit(1)) is None:
        session.execute(delete(AttachmentContent).where(AttachmentContent.sha256 == digest))
