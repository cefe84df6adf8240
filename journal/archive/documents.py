"""The papers that were made: kept in the school's database, given out as downloads only."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import keep_file, remove_file
from journal.attachments.types import PDF, XLSX
from journal.models import Attachment, AttachmentContent, Printing, Printout, SchoolClass
from journal.paper.workshop import Papers
from journal.sheets.records import Stay


def keep_printout(
    session: Session, printing: Printing, class_id: int, papers: Papers, now: datetime
) -> Printout:
    """Keep the papers of a class; former ones of the same days go."""
    days = {"starts_on": printing.starts_on, "ends_on": printing.ends_on}
    name = name_papers(session.get_one(SchoolClass, class_id), printing)
    made = printing.asked_by, now
    paper_id = keep_file(session, f"{name}.pdf", PDF.media_type, papers.paper, *made).id
    workbook_id = keep_file(session, f"{name}.xlsx", XLSX.media_type, papers.workbook, *made).id
    printout = session.scalar(select(Printout).filter_by(class_id=class_id, **days))
    former = [printout.paper_id, printout.workbook_id] if printout else []
    if printout is None:
        printout = Printout(class_id=class_id, **days)
    printout.paper_id, printout.workbook_id = paper_id, workbook_id
    printout.pages, printout.made_by, printout.made_at = papers.pages, printing.asked_by, now
    session.add(printout)
    session.flush()
    for attachment_id in former:
        remove_file(session, attachment_id)
    return printout


def name_papers(school_class: SchoolClass, printing: Printing) -> str:
    """«Журнал 5А 2026-09-01–2027-08-31»."""
    return f"Журнал {school_class.name} {printing.starts_on:%Y-%m-%d}–{printing.ends_on:%Y-%m-%d}"


def find_file(
    session: Session, class_id: int, kind: str, interval: Stay | None
) -> tuple[Attachment, bytes] | None:
    """The paper or the workbook of a class for these days, or the last one made; None where there is none."""
    column = {"paper": Printout.paper_id, "workbook": Printout.workbook_id}[kind]
    query = (
        select(Attachment, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .join(Printout, column == Attachment.id)
        .where(Printout.class_id == class_id)
    )
    if interval is not None:
        query = query.where(Printout.starts_on == interval.starts_on, Printout.ends_on == interval.ends_on)
    found = session.execute(query.order_by(Printout.made_at.desc(), Printout.id.desc()).limit(1)).first()
    return (found[0], found[1]) if found else None
