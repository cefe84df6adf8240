"""Uploaded spreadsheets while a person looks at them: kept with the answers given so far, then gone."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.attachments.store import Upload, store_attachment
from journal.errors import NotFound
from journal.imports.errors import NothingToImport
from journal.imports.reading import SourceFile
from journal.imports.workbook import check_archive
from journal.models import Attachment, AttachmentContent, ImportDraft, ImportFile
from journal.permissions.actions import PLAN_EDIT, SCHOOL_IMPORT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target

OPEN, COMMITTED = "open", "committed"


def open_draft(
    session: Session, *, actor: Actor, uploads: Iterable[Upload], course_id: int | None = None
) -> ImportDraft:
    """Keep uploaded files as a draft: of the whole school's import, or of one course's plan.

    Raises `Forbidden`, NothingToImport, and WorkbookRefused for a file that isn't a spreadsheet.
    """
    permit_draft(session, actor=actor, course_id=course_id)
    uploads = list(uploads)
    if not uploads:
        raise NothingToImport()
    assert actor.person_id is not None
    draft = ImportDraft(
        created_by=actor.person_id, created_at=clock.now(), course_id=course_id, answers={}, state=OPEN
    )
    session.add(draft)
    session.flush()
    for upload in uploads:
        check_archive(upload.name, upload.content)
        attachment = store_attachment(session, actor=actor, upload=upload)
        session.add(ImportFile(draft_id=draft.id, attachment_id=attachment.id))
    session.flush()
    return draft


def get_draft(
    session: Session, draft_id: int, *, course_id: int | None = None, lock: bool = False
) -> ImportDraft:
    """A draft of the school's import, or of the course's plan, or `NotFound`; *lock* holds it for writing."""
    draft = session.get(ImportDraft, draft_id, with_for_update=lock, populate_existing=lock)
    if draft is None or draft.course_id != course_id:
        raise NotFound()
    return draft


def list_drafts(session: Session, *, limit: int = 20) -> list[ImportDraft]:
    """The latest drafts of the school's import."""
    return list(
        session.scalars(
            select(ImportDraft)
            .where(ImportDraft.course_id.is_(None))
            .order_by(ImportDraft.created_at.desc(), ImportDraft.id.desc())
            .limit(limit)
        )
    )


def load_files(session: Session, draft: ImportDraft) -> list[SourceFile]:
    """The files of a draft; of two with one name the second is numbered, since questions name files."""
    rows = session.execute(
        select(Attachment.name, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .join(ImportFile, ImportFile.attachment_id == Attachment.id)
        .where(ImportFile.draft_id == draft.id)
        .order_by(Attachment.id)
    )
    files: dict[str, bytes] = {}
    for name, content in rows:
        unique, number = name, 1
        while unique in files:
            number += 1
            unique = f"{name} ({number})"
        files[unique] = content
    return [SourceFile(name, content) for name, content in files.items()]


def save_answers(session: Session, *, actor: Actor, draft: ImportDraft, answers: Mapping[str, Any]) -> None:
    """Keep what was typed, right or wrong, beside what was answered before."""
    permit_draft(session, actor=actor, course_id=draft.course_id)
    if draft.state != OPEN:
        raise NotFound()
    draft.answers = {**draft.answers, **answers}
    session.flush()


def close_draft(session: Session, *, actor: Actor, draft: ImportDraft, created: Mapping[str, int]) -> None:
    """Note what was imported; the files and the answers, which hold personal data, aren't kept twice."""
    permit_draft(session, actor=actor, course_id=draft.course_id)
    _delete_files(session, draft)
    draft.state, draft.committed_at = COMMITTED, clock.now()
    draft.answers = {"created": dict(created)}
    session.flush()


def discard_draft(session: Session, *, actor: Actor, draft: ImportDraft) -> None:
    """Throw a draft away with its files; nothing of it was written."""
    permit_draft(session, actor=actor, course_id=draft.course_id)
    if draft.state != OPEN:
        raise NotFound()
    _delete_files(session, draft)
    session.delete(draft)
    session.flush()


def permit_draft(session: Session, *, actor: Actor, course_id: int | None) -> None:
    """Let pass who may import the school, or the plan of this course; raise `Forbidden` or `NotFound`."""
    if course_id is None:
        permit(actor, SCHOOL_IMPORT)
    else:
        permit(actor, PLAN_EDIT, course_target(session, course_id))


def _delete_files(session: Session, draft: ImportDraft) -> None:
    """Delete a draft's files, and their bytes unless somebody has attached the same file elsewhere."""
    attachments = session.scalars(
        select(Attachment)
        .join(ImportFile, ImportFile.attachment_id == Attachment.id)
        .where(ImportFile.draft_id == draft.id)
    ).all()
    session.execute(delete(ImportFile).where(ImportFile.draft_id == draft.id))
    for attachment in attachments:
        digest = attachment.sha256
        session.delete(attachment)
        session.flush()
        if session.scalar(select(Attachment.id).where(Attachment.sha256 == digest).limit(1)) is None:
            session.execute(delete(AttachmentContent).where(AttachmentContent.sha256 == digest))
