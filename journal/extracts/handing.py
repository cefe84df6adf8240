"""Handing extracts out, and sending them by e-mail: tried again until they went (R-DELIVERY)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.extracts import rules
from journal.extracts.errors import AlreadyHanded, WrongStep
from journal.extracts.places import find_class_ids
from journal.extracts.services import check_consent, go_on, hold_application
from journal.models import Attachment, AttachmentContent, Extract, ExtractApplication
from journal.permissions.actions import EXTRACT_HAND
from journal.permissions.actor import SCHEDULER, Actor
from journal.texts.rules import check_line

NOTE_LIMIT = 300
WAITING, SENT, FAILED = "waiting", "sent", "failed"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440))


@dataclass(frozen=True)
class Parcel:
    """An extract on its way by e-mail: to whom, the paper, and what opens it."""

    extract_id: int
    address: str
    name: str
    content: bytes
    protection: str


def hand_extract(
    session: Session, *, actor: Actor, application_id: int, extract_id: int, way: str, note: str = ""
) -> None:
    """Say that an extract was handed over, posted, or given to the centre or the portal.

    *note* holds what belongs to it; what was posted needs its register number. By e-mail it is put into the
    box instead, and counts as handed when the mail server has taken it. Raises `NotFound`, `NoConsent`,
    `AlreadyHanded`, `IncompleteApplication`, `NotRussian`, `TooLong`.
    """
    application = hold_application(session, actor, EXTRACT_HAND, application_id)
    check_consent(application)
    extract = session.get(Extract, extract_id)
    if extract is None or extract.application_id != application_id:
        raise NotFound()
    if extract.handed_at is not None or extract.mailing == WAITING:
        raise AlreadyHanded()
    note = check_line(note, NOTE_LIMIT)
    rules.check_way(way, note)
    if way == "email":
        if application.state == rules.WITHDRAWN:
            raise WrongStep(state=application.state, wanted=rules.DELIVERED)
        rules.check_delivery(application.delivery, application.address, application.protection)
    extract.handed_way, extract.handed_note = way, note
    if way == "email":
        extract.mailing, extract.attempts, extract.next_attempt_at = WAITING, 0, clock.now()
        extract.failure = ""
        session.flush()
    else:
        extract.mailing = ""
        _note_handed(session, actor, application, extract)


def list_due_parcels(session: Session, *, now: datetime) -> list[int]:
    """The extracts whose turn to be sent has come, the oldest first."""
    return list(
        session.scalars(
            select(Extract.id)
            .where(Extract.mailing == WAITING, Extract.next_attempt_at <= now)
            .order_by(Extract.next_attempt_at, Extract.id)
        )
    )


def claim_parcel(session: Session, extract_id: int, *, now: datetime) -> Parcel | None:
    """Take an extract to send it; None where another process has it, or nobody wants it any more.

    The next attempt is set before this one: if the process dies now, the extract comes up again.
    """
    extract = session.scalar(
        select(Extract)
        .where(Extract.id == extract_id, Extract.mailing == WAITING, Extract.next_attempt_at <= now)
        .with_for_update()
    )
    if extract is None:
        return None
    application = session.get_one(ExtractApplication, extract.application_id)
    if application.consent_withdrawn_on is not None or application.state == rules.WITHDRAWN:
        extract.mailing = ""
        return None
    extract.attempts += 1
    extract.next_attempt_at = now + PAUSES[min(extract.attempts, len(PAUSES)) - 1]
    name, content = session.execute(
        select(Attachment.name, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(Attachment.id == extract.paper_id)
    ).one()
    session.flush()
    return Parcel(extract.id, application.address, name, content, application.protection)


def note_sent(session: Session, extract_id: int) -> None:
    """Note that the mail server has taken an extract: it is handed."""
    extract = session.get_one(Extract, extract_id)
    application = session.get_one(ExtractApplication, extract.application_id)
    extract.mailing, extract.failure = SENT, ""
    _note_handed(session, SCHEDULER, application, extract)


def note_failed(session: Session, extract_id: int, failure: str, *, is_final: bool) -> None:
    """Note a failed attempt; after the last one, or a final answer, somebody must look at it."""
    extract = session.get_one(Extract, extract_id)
    extract.failure = failure
    if is_final or extract.attempts >= len(PAUSES):
        extract.mailing = FAILED
    session.flush()


def _note_handed(session: Session, actor: Actor, application: ExtractApplication, extract: Extract) -> None:
    """Keep who handed an extract and when; the application is delivered unless it ended meanwhile."""
    extract.handed_at, extract.handed_by = clock.now(), actor.person_id
    record_value(
        session,
        actor=actor,
        kind="extract",
        place=Place(class_ids=find_class_ids(session, extract.pupil_id), pupil_id=extract.pupil_id),
        before=f"№ {extract.id}",
        after=summarise((f"№ {extract.id}", extract.handed_way, extract.handed_note)),
    )
    if application.state == rules.READY:
        go_on(session, actor, application, rules.DELIVERED, f"№ {extract.id}")
    session.flush()
