"""Entering what the archive still misses: decisions of the pedagogical council, and orders (R-ARCHIVE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value, summarise
from journal.errors import BadRequest, NotFound
from journal.models import DECISION_KINDS, CouncilDecision, Enrolment, EnrolmentOrder, SchoolClass
from journal.permissions.actions import DECISION_EDIT, ORDER_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target
from journal.texts.rules import clean_line

NUMBER_LETTERS, PLACE_LETTERS = 40, 300
DIRECTIONS = ("arrival", "departure")


@dataclass(frozen=True)
class DecisionValue:
    """What the council decided about a pupil; without a kind there is no decision."""

    pupil_id: int
    kind: str
    number: str
    dated_on: date | None


@dataclass(frozen=True)
class OrderValue:
    """The order of an arrival or a departure, from where or to where."""

    enrolment_id: int
    direction: str
    number: str
    dated_on: date | None
    place: str


def save_decisions(session: Session, *, actor: Actor, class_id: int, values: Sequence[DecisionValue]) -> int:
    """Write the decisions that differ from what stands; return how many. Raises `Forbidden`, `BadRequest`."""
    permit(actor, DECISION_EDIT, class_target(session, class_id))
    school_class = _get_class(session, class_id)
    own = set(session.scalars(select(Enrolment.pupil_id).where(Enrolment.class_id == class_id)))
    known = {
        row.pupil_id: row
        for row in session.scalars(
            select(CouncilDecision).where(
                CouncilDecision.year_id == school_class.year_id, CouncilDecision.pupil_id.in_(own)
            )
        )
    }
    changed = 0
    for value in values:
        if value.pupil_id not in own or value.kind not in ("", *DECISION_KINDS):
            raise BadRequest()
        changed += _save_decision(session, actor, school_class, known.get(value.pupil_id), value)
    session.flush()
    return changed


def _save_decision(
    session: Session,
    actor: Actor,
    school_class: SchoolClass,
    known: CouncilDecision | None,
    value: DecisionValue,
) -> bool:
    """Write one decision and record the change; False where nothing changed."""
    before = _show(known.kind, known.number, known.dated_on) if known else ""
    number = clean_line(value.number)[:NUMBER_LETTERS]
    after = _show(value.kind, number, value.dated_on) if value.kind else ""
    if before == after:
        return False
    if known is None:
        session.add(
            CouncilDecision(
                year_id=school_class.year_id,
                pupil_id=value.pupil_id,
                kind=value.kind,
                number=number,
                dated_on=value.dated_on,
            )
        )
    elif value.kind:
        known.kind, known.number, known.dated_on = value.kind, number, value.dated_on
    else:
        session.delete(known)
    place = Place(class_ids=(school_class.id,), year_id=school_class.year_id, pupil_id=value.pupil_id)
    record_value(session, actor=actor, kind="decision", place=place, before=before, after=after)
    return True


def save_orders(session: Session, *, actor: Actor, class_id: int, values: Sequence[OrderValue]) -> int:
    """Write the orders that differ from what stands; return how many. Raises `Forbidden`, `BadRequest`."""
    permit(actor, ORDER_EDIT, class_target(session, class_id))
    school_class = _get_class(session, class_id)
    rows = session.execute(
        select(Enrolment.id, Enrolment.pupil_id).where(Enrolment.class_id == class_id)
    ).all()
    pupils = {row.id: row.pupil_id for row in rows}
    query = select(EnrolmentOrder).where(EnrolmentOrder.enrolment_id.in_(pupils))
    known = {(row.enrolment_id, row.direction): row for row in session.scalars(query)}
    changed = 0
    for value in values:
        if value.enrolment_id not in pupils or value.direction not in DIRECTIONS:
            raise BadRequest()
        row = known.get((value.enrolment_id, value.direction))
        place = Place(
            class_ids=(class_id,), year_id=school_class.year_id, pupil_id=pupils[value.enrolment_id]
        )
        changed += _save_order(session, actor, place, row, value)
    session.flush()
    return changed


def _save_order(
    session: Session, actor: Actor, place: Place, known: EnrolmentOrder | None, value: OrderValue
) -> bool:
    """Write one order and record the change; False where nothing changed."""
    before = _show(known.number, known.place, known.dated_on) if known else ""
    number, where = clean_line(value.number)[:NUMBER_LETTERS], clean_line(value.place)[:PLACE_LETTERS]
    after = _show(number, where, value.dated_on)
    if before == after:
        return False
    if known is None:
        known = EnrolmentOrder(enrolment_id=value.enrolment_id, direction=value.direction)
        session.add(known)
    known.number, known.place, known.dated_on = number, where, value.dated_on
    record_value(
        session, actor=actor, kind=f"order-{value.direction}", place=place, before=before, after=after
    )
    return True


def _get_class(session: Session, class_id: int) -> SchoolClass:
    school_class = session.get(SchoolClass, class_id)
    if school_class is None:
        raise NotFound()
    return school_class


def _show(first: str, second: str, dated_on: date | None) -> str:
    """How the history shows a decision or an order, short enough for its column."""
    return summarise((first, second[:200], f"{dated_on:%d.%m.%Y}" if dated_on else ""))
