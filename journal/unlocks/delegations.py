"""The director's orders that let a deputy decide on requests from one day to another (R-UNLOCK)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.models import Person, StaffMember, StaffRole, UnlockDelegation
from journal.names import short_name
from journal.permissions.actions import UNLOCK_DELEGATE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_today
from journal.texts.rules import check_line
from journal.unlocks.errors import NotADeputy
from journal.unlocks.rules import check_order

KIND = "delegation"
NUMBER_LIMIT = 40


@dataclass(frozen=True)
class Order:
    """An order: its number and day, the deputy, from which day to which."""

    deputy_id: int
    number: str
    ordered_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class DelegationView:
    """An order as the list shows it."""

    id: int
    deputy: str
    number: str
    ordered_on: date
    starts_on: date
    ends_on: date
    is_over: bool
    is_ended: bool


def delegate_decisions(session: Session, *, actor: Actor, order: Order) -> UnlockDelegation:
    """Enter an order; raises `Forbidden`, `NotADeputy`, `BadOrder`, `Empty`, `TooLong` or `NotRussian`."""
    permit(actor, UNLOCK_DELEGATE)
    if order.deputy_id not in {person_id for person_id, _name in list_deputies(session)}:
        raise NotADeputy()
    today = school_today(session)
    check_order(ordered_on=order.ordered_on, starts_on=order.starts_on, ends_on=order.ends_on, today=today)
    assert actor.person_id is not None
    delegation = UnlockDelegation(
        deputy_id=order.deputy_id,
        order_number=check_line(order.number, NUMBER_LIMIT, is_required=True),
        ordered_on=order.ordered_on,
        starts_on=order.starts_on,
        ends_on=order.ends_on,
        entered_by=actor.person_id,
        entered_at=clock.now(),
    )
    session.add(delegation)
    session.flush()
    _record(session, actor, "", _show(delegation))
    return delegation


def end_delegation(session: Session, *, actor: Actor, delegation_id: int) -> None:
    """End an order before its day; one that has ended stays as it is. Raises `Forbidden` or `NotFound`."""
    permit(actor, UNLOCK_DELEGATE)
    delegation = session.get(UnlockDelegation, delegation_id, with_for_update=True, populate_existing=True)
    if delegation is None:
        raise NotFound()
    if delegation.ended_at is None:
        delegation.ended_at = clock.now()
        _record(session, actor, _show(delegation), "ended")


def _show(delegation: UnlockDelegation) -> str:
    return summarise(
        (
            f"№ {delegation.order_number}",
            delegation.ordered_on.isoformat(),
            str(delegation.deputy_id),
            delegation.starts_on.isoformat(),
            delegation.ends_on.isoformat(),
        )
    )


def _record(session: Session, actor: Actor, before: str, after: str) -> None:
    record_value(session, actor=actor, kind=KIND, place=Place(), before=before, after=after)
    session.flush()


def list_deputies(session: Session) -> list[tuple[int, str]]:
    """The deputies who work here, by name."""
    people = session.scalars(
        select(Person)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .join(StaffMember, StaffMember.person_id == Person.id)
        .where(StaffRole.role == "deputy", StaffMember.dismissed_on.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    return [(one.id, one.full_name) for one in people]


def list_delegations(session: Session, today: date) -> list[DelegationView]:
    """All orders, the newest first."""
    rows = session.execute(
        select(UnlockDelegation, Person)
        .join(Person, Person.id == UnlockDelegation.deputy_id)
        .order_by(UnlockDelegation.id.desc())
    )
    return [
        DelegationView(
            id=one.id,
            deputy=short_name(person.last_name, person.first_name, person.middle_name),
            number=one.order_number,
            ordered_on=one.ordered_on,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            is_over=one.ended_at is not None or one.ends_on < today,
            is_ended=one.ended_at is not None,
        )
        for one, person in rows
    ]
