"""The papers that were made: kept in the school's database, given out as downloads only."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.amendments.chain import insert_ignoring
from journal.errors import NotFound
from journal.models import Attachment, AttachmentContent, Printing, Printout, SchoolClass
from journal.paper.workshop import Papers

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep_printout(
    session: Session, printing: Printing, class_id: int, papers: Papers, now: datetime
) -> Printout:
    """Keep the papers of a class; former ones of the same days go."""
    days = {"starts_on": printing.starts_on, "ends_on": printing.ends_on}
    printout = session.scalar(select(Printout).filter_by(class_id=class_id, **days))
    if printout is None:
        printout = Printout(class_id=class_id, **days)
        session.add(printout)
        former = []
    else:
        former = [printout.paper_id, printout.workbook_id]
    name = name_papers(session.get_one(SchoolClass, class_id), printing)
    made = printing.asked_by, now
    printout.paper_id = keep_file(session, f"{name}.pdf", PDF, papers.paper, *made)
    printout.workbook_id = keep_file(session, f"{name}.xlsx", XLSX, papers.workbook, *made)
    printout.pages, printout.made_by, printout.made_at = papers.pages, printing.asked_by, now
    session.flush()
    for attachment_id in former:
        remove_file(session, attachment_id)
    return printout


def name_papers(school_class: SchoolClass, printing: Printing) -> str:
    """«Журнал 5А 2026-09-01–2027-08-31»."""
    return f"Журнал {school_class.name} {printing.starts_on:%Y-%m-%d}–{printing.ends_on:%Y-%m-%d}"


def keep_file(
    session: Session, name: str, media_type: str, content: bytes, made_by: int, now: datetime
) -> int:
    """Keep a file that the program made; return its attachment."""
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
    return attachment.id


def remove_file(session: Session, attachment_id: int) -> None:
    """Remove a file that nothing names any longer, and its bytes unless another file has the same."""
    attachment = session.get_one(Attachment, attachment_id)
    digest = attachment.sha256
    session.delete(attachment)
    session.flush()
    if session.scalar(select(Attachment.id).where(Attachment.sha256 == digest).limit(1)) is None:
        session.execute(delete(AttachmentContent).where(AttachmentContent.sha256 == digest))


def get_file(session: Session, class_id: int, printout_id: int, kind: str) -> tuple[Attachment, bytes]:
    """The paper or the workbook of a class's printout with its bytes, or `NotFound`."""
    column = {"paper": Printout.paper_id, "workbook": Printout.workbook_id}.get(kind)
    if column is None:
        raise NotFound()
    found = session.execute(
        select(Attachment, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .join(Printout, column == Attachment.id)
        .where(Printout.id == printout_id, Printout.class_id == class_id)
    ).first()
    if found is None:
        raise NotFound()
    return found[0], found[1]
