"""Writing the history: one amendment for every change (R-AMEND)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from journal.amendments.canonical import text_digest
from journal.amendments.chain import queue_amendment
from journal.amendments.moments import next_moment
from journal.models import Amendment, AmendmentText
from journal.permissions.actor import Actor

SALT_BYTES = 16


@dataclass(frozen=True)
class Place:
    """Where a change was made. `class_ids` name the chains that it links to; none: the school's chain."""

    class_ids: tuple[int, ...] = ()
    year_id: int | None = None
    course_id: int | None = None
    lesson_id: int | None = None
    column_id: int | None = None
    pupil_id: int | None = None
    subject_id: int | None = None
    period_id: int | None = None


@dataclass(frozen=True)
class Cause:
    """Why and how a change came; `source` is one of those that `Amendment` allows."""

    source: str = "typed"
    reason: str = ""
    grant_id: int | None = None


TYPED = Cause()


def record_value(
    session: Session, *, actor: Actor, kind: str, place: Place, before: str, after: str, cause: Cause = TYPED
) -> Amendment:
    """Record the change of a short value (a symbol, a name, a date); it is linked at the commit.

    Raises `ClockSetBack`.
    """
    amendment = Amendment(
        made_at=next_moment(session),
        kind=kind,
        year_id=place.year_id,
        course_id=place.course_id,
        lesson_id=place.lesson_id,
        column_id=place.column_id,
        pupil_id=place.pupil_id,
        subject_id=place.subject_id,
        period_id=place.period_id,
        before=before,
        after=after,
        reason=store_text(session, cause.reason),
        source=cause.source,
        grant_id=cause.grant_id,
        actor_id=actor.person_id,
        actor_name=actor.name,
        actor_position=actor.position,
    )
    session.add(amendment)
    queue_amendment(session, amendment, place.class_ids)
    return amendment


def record_text(
    session: Session, *, actor: Actor, kind: str, place: Place, before: str, after: str, cause: Cause = TYPED
) -> Amendment:
    """Record the change of a free text; the texts lie aside under salted digests and can be erased."""
    return record_value(
        session,
        actor=actor,
        kind=kind,
        place=place,
        before=store_text(session, before),
        after=store_text(session, after),
        cause=cause,
    )


def store_text(session: Session, text: str) -> str:
    """Keep a free text aside and return its digest; an empty text stays empty."""
    if not text:
        return ""
    salt = secrets.token_bytes(SALT_BYTES)
    digest = text_digest(salt, text)
    session.add(AmendmentText(digest=digest, salt=salt, content=text))
    return digest


def summarise(parts: Iterable[str]) -> str:
    """Join the parts of a compound value for the record."""
    return " · ".join(part for part in parts if part)
