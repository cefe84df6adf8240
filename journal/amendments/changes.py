"""Reading the history of one thing for people: who changed what, when and why (R-AMEND)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from journal.amendments.canonical import is_digest
from journal.models import Amendment, AmendmentText, TextErasure

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Erased:
    """Stands for a text that was erased, with the director's order, where the program did it."""

    order_number: str = ""
    ordered_on: date | None = None


Shown = str | Erased


@dataclass(frozen=True)
class Change:
    """One amendment with its texts, as far as they were not erased."""

    made_at: datetime
    kind: str
    before: Shown
    after: Shown
    reason: Shown
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


def group_changes(
    session: Session, name: Callable[[Amendment], K], *conditions: ColumnElement[bool]
) -> dict[K, list[Change]]:
    """Changes of many things at once, each thing's the newest first, under the key that *name* gives."""
    amendments = session.scalars(select(Amendment).where(*conditions).order_by(Amendment.id.desc())).all()
    found: dict[K, list[Change]] = {}
    for amendment, change in zip(amendments, _view_changes(session, amendments), strict=True):
        found.setdefault(name(amendment), []).append(change)
    return found


def _list_changes(session: Session, *conditions: ColumnElement[bool]) -> list[Change]:
    return group_changes(session, lambda _amendment: None, *conditions).get(None, [])


def _view_changes(session: Session, amendments: Sequence[Amendment]) -> list[Change]:
    texts = read_texts(session, (text for one in amendments for text in (one.before, one.after, one.reason)))
    return [
        Change(
            made_at=one.made_at,
            kind=one.kind,
            before=texts.get(one.before, one.before),
            after=texts.get(one.after, one.after),
            reason=texts.get(one.reason, one.reason),
            source=one.source,
            grant_id=one.grant_id,
            actor_name=one.actor_name,
            actor_position=one.actor_position,
        )
        for one in amendments
    ]


def read_texts(session: Session, values: Iterable[str]) -> dict[str, Shown]:
    """The texts that stand behind those of the values that are digests."""
    digests = {value for value in values if is_digest(value)}
    if not digests:
        return {}
    rows = session.execute(
        select(AmendmentText.digest, AmendmentText.content, TextErasure.order_number, TextErasure.ordered_on)
        .outerjoin(TextErasure, TextErasure.digest == AmendmentText.digest)
        .where(AmendmentText.digest.in_(digests))
    )
    found: dict[str, Shown] = {
        row.digest: Erased(row.order_number or "", row.ordered_on) if row.content is None else row.content
        for row in rows
    }
    return dict.fromkeys(digests, Erased()) | found
