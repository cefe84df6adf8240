"""The letters that wait to be sent, written with what they tell: no mail server can lose them.

A letter that was sent just before the computer died is sent once more, under the same Message-ID.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.models import Letter, Notice
from journal.notices.queries import list_readers
from journal.notices.rules import MOST_ATTEMPTS, compute_pause
from journal.permissions.actions import NOTICES_RUN
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_zone

SENT_AT_ONCE = 50
SHOWN_AT_MOST = 100
STOPPED = "stopped"  # nobody wants it any longer


def put_letter(session: Session, *, person_id: int, kind: str, try_at: datetime, secret: str = "") -> Letter:
    """Put a letter into the box."""
    letter = Letter(
        person_id=person_id,
        kind=kind,
        message_id=f"<{uuid4().hex}@journal>",
        secret=secret,
        created_at=clock.now(),
        try_at=try_at,
    )
    session.add(letter)
    session.flush()
    return letter


def pack_letters(session: Session, *, now: datetime) -> int:
    """Put what is due into one letter a person; return how many letters there are. Quiet hours are kept."""
    due: dict[int, list[Notice]] = {}
    for notice in session.scalars(select(Notice).where(Notice.mail_at <= now).order_by(Notice.id)):
        due.setdefault(notice.person_id, []).append(notice)
    readers, zone = list_readers(session, sorted(due)), school_zone(session)
    packed = 0
    for person_id, notices in due.items():
        reader = readers[person_id]
        later = reader.quiet.find_end(now, zone)
        letter_id = None
        if reader.has_mail and later == now:
            letter_id = put_letter(session, person_id=person_id, kind="notices", try_at=now).id
            packed += 1
        for notice in notices:
            notice.letter_id = letter_id
            notice.mail_at = later if reader.has_mail and later > now else None
    session.flush()
    return packed


def list_due(session: Session, *, now: datetime) -> list[int]:
    """The letters whose time has come, the oldest first."""
    query = select(Letter.id).where(Letter.ended_at.is_(None), Letter.try_at <= now)
    return list(session.scalars(query.order_by(Letter.try_at, Letter.id).limit(SENT_AT_ONCE)))


def claim_letter(session: Session, letter_id: int, *, now: datetime) -> Letter | None:
    """Take a letter to send it; None where another process has just taken it, or it is done.

    The next attempt is set before this one: if the process dies now, the letter comes up again.
    """
    letter = session.scalar(
        select(Letter)
        .where(Letter.id == letter_id, Letter.ended_at.is_(None), Letter.try_at <= now)
        .with_for_update()
    )
    if letter is None:
        return None
    letter.attempts += 1
    letter.try_at = _find_next_try(session, letter, now)
    session.flush()
    return letter


def note_sent(session: Session, letter_id: int) -> None:
    """Note that a letter has gone, and forget its secret."""
    _end(session, letter_id, trouble="")


def note_refused(session: Session, letter_id: int, trouble: str) -> None:
    """Note that the server will never take a letter."""
    _end(session, letter_id, trouble=trouble)


def note_failed(session: Session, letter_id: int, trouble: str) -> None:
    """Note a failed attempt of a claimed letter; after the last one it is given up."""
    letter = session.get_one(Letter, letter_id)
    if letter.attempts >= MOST_ATTEMPTS:
        _end(session, letter_id, trouble=trouble)
    else:
        letter.trouble = trouble
        session.flush()


def postpone_all(session: Session, letter_ids: Sequence[int], *, now: datetime, trouble: str) -> None:
    """Note for all of these letters that the server can't be reached."""
    for letter_id in letter_ids:
        if claim_letter(session, letter_id, now=now):
            note_failed(session, letter_id, trouble)


def resend_failed(session: Session, *, actor: Actor) -> int:
    """Put every letter that was given up back into the box; return how many. Raises `Forbidden`."""
    permit(actor, NOTICES_RUN)
    failed = session.scalars(select(Letter).where(_has_failed(), Letter.kind == "notices")).all()
    for letter in failed:
        letter.ended_at, letter.attempts, letter.try_at, letter.trouble = None, 0, clock.now(), ""
    session.flush()
    return len(failed)


def stop_letters(session: Session, *, person_id: int, kinds: Sequence[str]) -> None:
    """Take a person's letters of these kinds out of the box."""
    session.execute(
        update(Letter)
        .where(Letter.person_id == person_id, Letter.kind.in_(kinds), Letter.ended_at.is_(None))
        .values(ended_at=clock.now(), secret="", trouble=STOPPED)
    )


@dataclass(frozen=True)
class BoxState:
    """How the box stands: letters that wait, the oldest of them, those given up, and when one last went."""

    waiting: int
    oldest: datetime | None
    failed: int
    last_sent_at: datetime | None


def get_box_state(session: Session) -> BoxState:
    """How the box stands now."""
    waiting = select(func.count(Letter.id), func.min(Letter.created_at)).where(Letter.ended_at.is_(None))
    failed = select(func.count(Letter.id)).where(_has_failed())
    sent = select(func.max(Letter.ended_at)).where(Letter.trouble == "")
    count, oldest = session.execute(waiting).one()
    return BoxState(count, oldest, session.scalar(failed) or 0, session.scalar(sent))


def list_troubled(session: Session) -> Sequence[Letter]:
    """The letters that were given up or have failed so far, the newest first."""
    query = select(Letter).where(Letter.trouble != "", Letter.trouble != STOPPED)
    return session.scalars(query.order_by(Letter.id.desc()).limit(SHOWN_AT_MOST)).all()


def _has_failed() -> ColumnElement[bool]:
    return and_(Letter.ended_at.is_not(None), Letter.trouble != "", Letter.trouble != STOPPED)


def _find_next_try(session: Session, letter: Letter, now: datetime) -> datetime:
    """When to try again: after a pause; in quiet hours only what the person waits for."""
    later = now + compute_pause(letter.attempts)
    if letter.kind == "confirmation":
        return later
    reader = list_readers(session, [letter.person_id])[letter.person_id]
    return reader.quiet.find_end(later, school_zone(session))


def _end(session: Session, letter_id: int, *, trouble: str) -> None:
    letter = session.get_one(Letter, letter_id)
    letter.ended_at, letter.secret, letter.trouble = clock.now(), "", trouble
    session.flush()
