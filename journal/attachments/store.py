"""Keeping attached files: checked by content, the bytes once however often they are attached."""

import hashlib
from dataclasses import dataclass

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
    digest = hashlib.sha256(upload.content).hexdigest()
    values = {"sha256": digest, "content": upload.content}
    session.execute(insert_ignoring(session, AttachmentContent, values))
    attachment = Attachment(
        name=clean_name(upload.name, kind),
        media_type=kind.media_type,
        size=len(upload.content),
        sha256=digest,
        uploaded_by=actor.person_id,
        uploaded_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    return attachment
