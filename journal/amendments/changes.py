"""Reading the history of one thing for people: who changed what, when and why (R-AMEND)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from journal.models import Amendment, AmendmentText

TEXT_KINDS = frozenset({"topic", "homework"})


@dataclass(frozen=True)
class Change:
    """One amendment with its texts; `reason` and texts are None where they were erased."""

    made_at: datetime
    kind: str
    before: str | None
    after: str | None
    reason: str | None
    source: str
    grant_id: int | None
    actor_name: str
    actor_position: str


def list_cell_changes(session: Session, *, lesson_id: int, column_id: int, pupil_id: int) -> list[Change]:
    """What happened in a pupil's cell, the newest first; attendance is the whole lesson's."""
    return _list_changes(
        session,
        Amendment.lesson_id == lesson_id,
        Amendment.pupil_id == pupil_id,
        or_(Amendment.column_id == column_id, Amendment.kind == "attendance"),
    )


def list_final_changes(session: Session, *, subject_id: int, period_id: int, pupil_id: int) -> list[Change]:
    """What happened to a final mark, the newest first, whichever course set it."""
    return _list_changes(
        session,
        Amendment.kind == "final",
        Amendment.pupil_id == pupil_id,
        Amendment.subject_id == subject_id,
        Amendment.period_id == period_id,
    )


def list_exam_changes(session: Session, *, subject_id: int, year_id: int, pupil_id: int) -> list[Change]:
    """What happened to a pupil's results of a year's examinations in a subject, the newest first."""
    return _list_changes(
        session,
        Amendment.kind.in_(("exam", "exam-seen")),
        Amendment.pupil_id == pupil_id,
        Amendment.subject_id == subject_id,
        Amendment.year_id == year_id,
    )


def list_lesson_changes(session: Session, *, lesson_id: int) -> list[Change]:
    """What happened to a lesson's topic, homework and columns, the newest first."""
    return _list_changes(session, Amendment.lesson_id == lesson_id, Amendment.pupil_id.is_(None))


def _list_changes(session: Session, *conditions: ColumnElement[bool]) -> list[Change]:
    amendments = session.scalars(select(Amendment).where(*conditions).order_by(Amendment.id.desc())).all()
    texts = _read_texts(session, amendments)
    return [
        Change(
            made_at=one.made_at,
            kind=one.kind,
            before=texts.get(one.before, None if one.before else "")
            if one.kind in TEXT_KINDS
            else one.before,
            after=texts.get(one.after, None if one.after else "") if one.kind in TEXT_KINDS else one.after,
            reason=texts.get(one.reason) if one.reason else "",
            source=one.source,
            grant_id=one.grant_id,
            actor_name=one.actor_name,
            actor_position=one.actor_position,
        )
        for one in amendments
    ]


def _read_texts(session: Session, amendments: Iterable[Amendment]) -> dict[str, str | None]:
    digests = {text for one in amendments for text in (one.before, one.after, one.reason) if text}
    rows = session.execute(
        select(AmendmentText.digest, AmendmentText.content).where(AmendmentText.digest.in_(digests))
    )
    return {row.digest: row.content for row in rows}
