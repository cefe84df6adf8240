"""The steps of a request about a locked lesson, as tests take them."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.errors import JournalError
from journal.locks.rules import Cell, LessonCell
from journal.models import (
    Amendment,
    AmendmentText,
    Attachment,
    AttachmentContent,
    Grant,
    GrantCell,
    Person,
    UnlockCell,
    UnlockDelegation,
    UnlockPaper,
    UnlockRequest,
    UnlockStep,
)
from journal.permissions.actor import Actor
from journal.unlocks.delegations import Order
from journal.unlocks.services import Decision, RequestWrite, decide_request, draft_request, send_request
from tests.factories import FRIDAY, actor_of
from tests.factories.locked_lesson import LockedLesson, photograph

PDF = Upload("справка.pdf", b"%PDF-1.4\n%%EOF\n")
TODAY = FRIDAY.date()
UNTIL = TODAY + timedelta(days=3)
MIDNIGHT = FRIDAY.replace(hour=19) + timedelta(days=3)  # at the school, after UNTIL
WHY = "Справка принесена после закрытия урока"
ROOM = (UnlockRequest, UnlockStep, UnlockCell, UnlockPaper, UnlockDelegation, Grant, GrantCell)
FILES = (Attachment, AttachmentContent)


def actor(session: Session, locked: LockedLesson, name: str) -> Actor:
    """Somebody of the small school, by name."""
    person: Person = getattr(locked.school, name)
    return actor_of(session, person)


def own_cell(locked: LockedLesson) -> LessonCell:
    """The cell in which «4» stands."""
    return LessonCell(locked.lesson_id, locked.pupil_id)


def wish(cells: Iterable[Cell], *uploads: Upload, ground: str = "illness", why: str = WHY) -> RequestWrite:
    """What a form would say about cells."""
    return RequestWrite(frozenset(cells), ground, why, uploads or (PDF,))


def draft(session: Session, locked: LockedLesson, *cells: Cell, who: str = "teacher_a") -> UnlockRequest:
    """A draft with a document, for the lesson's cell unless others are named."""
    write = wish(cells or {own_cell(locked)})
    return draft_request(session, actor=actor(session, locked, who), write=write)


def send(session: Session, locked: LockedLesson, *cells: Cell, who: str = "teacher_a") -> UnlockRequest:
    """A request that waits for its decision."""
    request = draft(session, locked, *cells, who=who)
    return send_request(session, actor=actor(session, locked, who), request_id=request.id)


def decide(
    session: Session, locked: LockedLesson, request: UnlockRequest, decision: Decision, who: str = "director"
) -> None:
    """Let the director, or somebody else, decide."""
    decide_request(session, actor=actor(session, locked, who), request_id=request.id, decision=decision)


def grant(
    session: Session, locked: LockedLesson, request: UnlockRequest, *cells: Cell, until: date = UNTIL
) -> None:
    """Let the director open the lesson's cell, or those that are named."""
    decide(session, locked, request, Decision(frozenset(cells) or frozenset({own_cell(locked)}), until))


def change(
    session: Session,
    locked: LockedLesson,
    symbol: str = "5",
    *,
    saw: int | None = 4,
    who: str = "teacher_a",
    pupil: int = 0,
) -> None:
    """Type a mark into the locked lesson."""
    set_cell(
        session,
        actor=actor(session, locked, who),
        lesson_id=locked.lesson_id,
        column_id=locked.columns[0],
        write=CellWrite(pupil or locked.pupil_id, symbol, saw=CellValue(None, saw), reason="пересдача"),
    )


def order(locked: LockedLesson, *, starts: int = 0, ends: int = 0) -> Order:
    """The director's order for the deputy, from one day to another, counted from today."""
    days = [TODAY + timedelta(days=number) for number in (starts, ends)]
    return Order(locked.school.deputy.id, "17-к", min(TODAY, days[0]), days[0], days[1])


def find_last(session: Session) -> Amendment:
    """What the history gained last."""
    return session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()


def read_reason(session: Session, amendment: Amendment) -> str:
    """The free text that an amendment names by its digest."""
    return session.get_one(AmendmentText, amendment.reason).content or ""


def survey(session: Session) -> list[tuple[Any, ...]]:
    """Everything that the locks and this room keep, as plain values."""
    return [
        *photograph(session),
        *(
            (model.__tablename__, *row)
            for model in (*ROOM, *FILES)
            for row in session.execute(
                select(*model.__table__.columns).order_by(*model.__table__.primary_key)
            )
        ),
    ]


def refuse(
    session: Session, error: type[JournalError], step: Callable[..., object], *given: object, **named: object
) -> Any:
    """See a step refused, and nothing changed by it even before its transaction is rolled back."""
    before = survey(session)
    with pytest.raises(error) as refusal:
        step(session, *given, **named)
    assert survey(session) == before
    return refusal.value
