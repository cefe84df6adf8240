"""Erasing a free text of the history by the director's order; the chain stays whole (R-AMEND).

A text that was replaced stands twice, as what became and as what was: its copies in the lesson go with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.canonical import is_digest
from journal.amendments.errors import BadOrder, NoText, TextStands
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.models import Amendment, AmendmentText, Chain, ChainLink, TextErasure
from journal.permissions.actions import TEXT_ERASE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_today

KIND = "erasure"
LONGEST_NUMBER = 40
# Kinds whose text stands in the lesson itself until it is replaced there.
STANDING = frozenset({"topic", "homework"})


@dataclass(frozen=True)
class Order:
    """An order of the director, as somebody typed it."""

    number: str
    ordered_on: date | None


def erase_texts(session: Session, *, actor: Actor, amendment_id: int, order: Order) -> Amendment:
    """Erase every free text of a change that no longer stands; return the amendment of the erasure.

    Raises `NoText` where nothing is left to erase, `TextStands` while the text stands in its lesson, and
    `BadOrder`.
    """
    permit(actor, TEXT_ERASE)
    amendment = get_amendment(session, amendment_id)
    number, ordered_on = check_order(order, school_today(session))
    texts = _list_texts(session, (amendment.before, amendment.after, amendment.reason))
    if not texts:
        raise NoText()
    _check_replaced(session, amendment, texts)
    digests = sorted({*texts, *_list_copies(session, amendment, set(texts.values()))})
    session.execute(
        update(AmendmentText).where(AmendmentText.digest.in_(digests)).values(content=None, salt=None)
    )
    now = clock.now()
    for digest in digests:
        session.add(
            TextErasure(
                digest=digest,
                order_number=number,
                ordered_on=ordered_on,
                erased_at=now,
                erased_by=actor.person_id,
            )
        )
    recorded = record_value(
        session,
        actor=actor,
        kind=KIND,
        place=_find_place(session, amendment),
        before="",
        after=summarise((number, ordered_on.isoformat(), str(amendment.id))),
    )
    session.flush()
    return recorded


def check_order(order: Order, today: date) -> tuple[str, date]:
    """The order's number and date; raise `BadOrder` where one is missing or the day is to come."""
    number = " ".join(order.number.split())
    if not 0 < len(number) <= LONGEST_NUMBER or order.ordered_on is None or order.ordered_on > today:
        raise BadOrder()
    return number, order.ordered_on


def get_amendment(session: Session, amendment_id: int) -> Amendment:
    """A change by its number; raise `NotFound`."""
    amendment = session.get(Amendment, amendment_id)
    if amendment is None:
        raise NotFound()
    return amendment


def _list_texts(session: Session, values: Iterable[str]) -> dict[str, str]:
    """The texts that are left behind digests."""
    rows = session.execute(
        select(AmendmentText.digest, AmendmentText.content).where(
            AmendmentText.digest.in_([value for value in values if is_digest(value)]),
            AmendmentText.content.is_not(None),
        )
    )
    return {row.digest: row.content for row in rows}


def _check_replaced(session: Session, amendment: Amendment, texts: dict[str, str]) -> None:
    """Raise `TextStands` while the newest change of the same thing has one of the texts."""
    if amendment.kind not in STANDING:
        return
    newest = session.scalars(
        select(Amendment.after)
        .where(Amendment.lesson_id == amendment.lesson_id, Amendment.kind == amendment.kind)
        .order_by(Amendment.id.desc())
        .limit(1)
    ).one()
    if set(_list_texts(session, [newest]).values()) & set(texts.values()):
        raise TextStands(kind=amendment.kind)


def _list_copies(session: Session, amendment: Amendment, contents: set[str]) -> list[str]:
    """The same texts in other changes of the lesson."""
    if amendment.lesson_id is None:
        return []
    rows = session.execute(
        select(Amendment.before, Amendment.after, Amendment.reason).where(
            Amendment.lesson_id == amendment.lesson_id,
            or_(Amendment.pupil_id.is_(None), Amendment.pupil_id == amendment.pupil_id),
        )
    )
    cited = _list_texts(session, {value for row in rows for value in row})
    return [digest for digest, content in cited.items() if content in contents]


def _find_place(session: Session, amendment: Amendment) -> Place:
    """Where the change was made: its erasure is linked into the same chains."""
    classes = session.scalars(
        select(Chain.class_id)
        .join(ChainLink, ChainLink.chain_id == Chain.id)
        .where(ChainLink.amendment_id == amendment.id, Chain.class_id.is_not(None))
    )
    return Place(
        class_ids=tuple(key for key in classes if key is not None),
        year_id=amendment.year_id,
        course_id=amendment.course_id,
        lesson_id=amendment.lesson_id,
        column_id=amendment.column_id,
        pupil_id=amendment.pupil_id,
        subject_id=amendment.subject_id,
        period_id=amendment.period_id,
    )
