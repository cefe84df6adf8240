"""The extracts of a class at once: what is due is made, and what lies ready is printed as one file."""

import io
from collections.abc import Sequence
from datetime import date

import pikepdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.extracts import rules
from journal.extracts.making import make_extract
from journal.extracts.places import get_school_week
from journal.extracts.queries import list_due
from journal.models import Attachment, AttachmentContent, Enrolment, Extract, ExtractApplication, Person
from journal.permissions.actions import EXTRACT_MAKE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target
from journal.school import school_today
from journal.school_calendar.working_days import next_working_day


def find_horizon(session: Session, today: date) -> date:
    """The day up to which an extract counts as due: the next working day."""
    return next_working_day(today, week_days=get_school_week(session, today))


def make_class_extracts(session: Session, *, actor: Actor, class_id: int, public_url: str = "") -> int:
    """Make the extracts of a class that are due by the next working day; return how many were made.

    Raises `NotFound` and `Forbidden`.
    """
    permit(actor, EXTRACT_MAKE, class_target(session, class_id))
    today = school_today(session)
    due = list_due(session, today=today, until=find_horizon(session, today), class_ids=[class_id])
    for line in due:
        make_extract(session, actor=actor, application_id=line.application.id, public_url=public_url)
    return len(due)


def list_ready_papers(session: Session, class_id: int, today: date) -> Sequence[bytes]:
    """The papers of a class that go out on paper and weren't handed yet, by the pupils' names."""
    query = (
        select(AttachmentContent.content)
        .join(Attachment, Attachment.sha256 == AttachmentContent.sha256)
        .join(Extract, Extract.paper_id == Attachment.id)
        .join(ExtractApplication, ExtractApplication.id == Extract.application_id)
        .join(Enrolment, Enrolment.pupil_id == Extract.pupil_id)
        .join(Person, Person.id == Extract.pupil_id)
        .where(
            Enrolment.class_id == class_id,
            holds_on(Enrolment.starts_on, Enrolment.ends_on, today),
            Extract.handed_at.is_(None),
            ExtractApplication.delivery != "email",
            ExtractApplication.state == rules.READY,
            ExtractApplication.consent_withdrawn_on.is_(None),
        )
        .order_by(Person.sort_key, Extract.id)
    )
    return session.scalars(query).all()


def bind_papers(papers: Sequence[bytes]) -> bytes:
    """Several PDF files as one, in their order."""
    bound = io.BytesIO()
    with pikepdf.new() as book:
        for content in papers:
            with pikepdf.open(io.BytesIO(content)) as paper:
                book.pages.extend(paper.pages)
        book.save(bound, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return bound.getvalue()
