"""Roles of the staff, dismissal and return; each change ends the person's sessions at once."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from journal.accounts.errors import LastAdministrator
from journal.accounts.sessions import end_sessions_of_person
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.models import STAFF_ROLES, StaffMember, StaffRole
from journal.permissions import actions
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_today


def get_member(session: Session, person_id: int) -> StaffMember:
    """A member of staff, dismissed or not; `NotFound` where the person doesn't work here."""
    member = session.get(StaffMember, person_id)
    if member is None:
        raise NotFound()
    return member


def list_roles(session: Session, person_id: int) -> frozenset[str]:
    """The roles that a person holds."""
    return frozenset(session.scalars(select(StaffRole.role).where(StaffRole.person_id == person_id)))


def set_roles(session: Session, *, actor: Actor, person_id: int, roles: Iterable[str]) -> None:
    """Give a person exactly these roles. Raises `LastAdministrator` where nobody else would have that one."""
    permit(actor, actions.ROLE_EDIT)
    member = get_member(session, person_id)
    before, wanted = list_roles(session, person_id), frozenset(roles) & frozenset(STAFF_ROLES)
    if before == wanted:
        return
    if "administrator" in before - wanted:
        _check_other_administrator(session, person_id)
    session.execute(
        delete(StaffRole).where(StaffRole.person_id == person_id, StaffRole.role.in_(before - wanted))
    )
    session.add_all(StaffRole(person_id=person_id, role=role) for role in sorted(wanted - before))
    _record(session, actor, "roles", member, _name_roles(before), _name_roles(wanted))


def dismiss_employee(session: Session, *, actor: Actor, person_id: int) -> None:
    """Take every right of an employee away from this moment on; the name stays in the history."""
    permit(actor, actions.STAFF_DISMISS)
    member = get_member(session, person_id)
    if member.dismissed_on is not None:
        return
    if "administrator" in list_roles(session, person_id):
        _check_other_administrator(session, person_id)
    member.dismissed_on = school_today(session)
    _record(session, actor, "dismissal", member, "", member.dismissed_on.isoformat())


def return_employee(session: Session, *, actor: Actor, person_id: int) -> None:
    """Undo a dismissal: the person has the same roles again."""
    permit(actor, actions.STAFF_DISMISS)
    member = get_member(session, person_id)
    if member.dismissed_on is None:
        return
    before = member.dismissed_on.isoformat()
    member.dismissed_on = None
    _record(session, actor, "dismissal", member, before, "")


def _check_other_administrator(session: Session, person_id: int) -> None:
    others = session.scalar(
        select(func.count())
        .select_from(StaffRole)
        .join(StaffMember, StaffMember.person_id == StaffRole.person_id)
        .where(
            StaffRole.role == "administrator",
            StaffMember.dismissed_on.is_(None),
            StaffRole.person_id != person_id,
        )
    )
    if not others:
        raise LastAdministrator()


def _record(session: Session, actor: Actor, kind: str, member: StaffMember, before: str, after: str) -> None:
    name = member.person.full_name
    record_value(
        session,
        actor=actor,
        kind=kind,
        place=Place(),
        before=summarise((name, before)),
        after=summarise((name, after)),
    )
    session.flush()
    end_sessions_of_person(session, member.person_id)


def _name_roles(roles: frozenset[str]) -> str:
    return ", ".join(role for role in STAFF_ROLES if role in roles)
