"""The documents of a request: PDF, JPEG or PNG, what they are told by their content."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload, check_upload, remove_file, store_attachment
from journal.attachments.types import ALLOWED, JPEG, PDF, PNG, FileType
from journal.errors import BadFile, NotFound
from journal.models import Attachment, AttachmentContent, UnlockPaper, UnlockRequest
from journal.permissions.actor import Actor
from journal.unlocks.errors import EmptyPaper, LyingPaper, TooManyPapers

ACCEPTED = (PDF, JPEG, PNG)
ACCEPTED_NAMES = tuple(kind.name for kind in ACCEPTED)
KNOWN_ENDINGS = frozenset(ending for kind in ALLOWED for ending in kind.endings)
MOST_PAPERS = 10


@dataclass(frozen=True)
class Paper:
    """A document as a list names it; *sha256* proves what it was."""

    id: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PaperContent:
    """A document's file."""

    name: str
    media_type: str
    content: bytes


def check_paper(upload: Upload) -> FileType:
    """Return what a document is; raise EmptyPaper, FileTooBig, BadFile, or LyingPaper for another ending."""
    if not upload.content:
        raise EmptyPaper(name=upload.name)
    ending = upload.name.rpartition(".")[2].lower()
    is_claimed = any(ending in kind.endings for kind in ACCEPTED)
    try:
        kind = check_upload(upload)
    except BadFile:
        kind = None
    if kind in ACCEPTED and (ending in kind.endings or ending not in KNOWN_ENDINGS):
        return kind
    if is_claimed or kind in ACCEPTED:
        raise LyingPaper(name=upload.name, kind=kind.name if kind else "", allowed=ACCEPTED_NAMES)
    raise BadFile(allowed=ACCEPTED_NAMES)


def check_papers(uploads: Iterable[Upload], *, kept: int) -> None:
    """Look at documents before anything is changed; *kept* is how many the request has besides.

    Raises what `check_paper` raises, and TooManyPapers.
    """
    count = kept
    for upload in uploads:
        check_paper(upload)
        count += 1
    if count > MOST_PAPERS:
        raise TooManyPapers(limit=MOST_PAPERS)


def attach_papers(
    session: Session, *, actor: Actor, request: UnlockRequest, uploads: Iterable[Upload]
) -> None:
    """Keep documents, which were checked, with a request."""
    for upload in uploads:
        attachment = store_attachment(session, actor=actor, upload=upload)
        session.add(UnlockPaper(request_id=request.id, attachment_id=attachment.id))
    session.flush()


def detach_papers(session: Session, request: UnlockRequest, paper_ids: Collection[int]) -> None:
    """Take documents off a draft; nobody has read them, and their files don't stay behind."""
    rows = session.scalars(
        select(UnlockPaper).where(UnlockPaper.request_id == request.id, UnlockPaper.id.in_(paper_ids))
    ).all()
    for row in rows:
        session.delete(row)
    session.flush()
    for row in rows:
        remove_file(session, row.attachment_id)


def list_papers(session: Session, request_id: int) -> list[Paper]:
    """The documents of a request in the order in which they came."""
    rows = session.execute(
        select(UnlockPaper.id, Attachment.name, Attachment.size, Attachment.sha256)
        .join(Attachment, Attachment.id == UnlockPaper.attachment_id)
        .where(UnlockPaper.request_id == request_id)
        .order_by(UnlockPaper.id)
    )
    return [Paper(*row) for row in rows]


def get_paper(session: Session, *, request_id: int, document_id: int) -> PaperContent:
    """A document of the request, or `NotFound`."""
    row = session.execute(
        select(Attachment.name, Attachment.media_type, AttachmentContent.content)
        .join(UnlockPaper, UnlockPaper.attachment_id == Attachment.id)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(UnlockPaper.id == document_id, UnlockPaper.request_id == request_id)
    ).first()
    if row is None:
        raise NotFound()
    return PaperContent(*row)
