"""How people and the school want notices to come: ways by kind and quiet hours."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Place, record_value
from journal.errors import BadRequest
from journal.models import Notice, NoticeChoice, NoticeHabit
from journal.notices.queries import find_desk, find_own_quiet, get_school_quiet, list_readers
from journal.notices.rules import KINDS, WAYS, Quiet, compute_mail_time
from journal.notices.services import open_desk
from journal.permissions.actions import NOTICES_RUN
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_zone


def save_choices(session: Session, *, person_id: int, ways: Mapping[str, str], quiet: Quiet | None) -> None:
    """Take a person's choices by kind; without *quiet* the school's hours hold. Raises `BadRequest`.

    What waits for its letter follows the new choice.
    """
    if not set(ways) <= set(KINDS) or not set(ways.values()) <= set(WAYS):
        raise BadRequest()
    for kind, way in ways.items():
        session.merge(NoticeChoice(person_id=person_id, kind=kind, way=way))
    if quiet is not None:
        habit = NoticeHabit(person_id=person_id, quiet_from=quiet.since, quiet_until=quiet.until)
        session.merge(habit)
    elif find_own_quiet(session, person_id):
        session.delete(session.get_one(NoticeHabit, person_id))
    session.flush()
    reschedule(session, person_id)


def reschedule(session: Session, person_id: int) -> None:
    """Give a person's waiting notices the moments of the present choices."""
    reader = list_readers(session, [person_id])[person_id]
    now, zone = clock.now(), school_zone(session)
    waiting = select(Notice).where(Notice.person_id == person_id, Notice.mail_at.is_not(None))
    for notice in session.scalars(waiting):
        way = reader.ways[notice.kind] if reader.has_mail else "page"
        notice.mail_at = compute_mail_time(way, now, quiet=reader.quiet, zone=zone)
    session.flush()


def save_school_quiet(session: Session, *, actor: Actor, quiet: Quiet) -> None:
    """Set the school's quiet hours; the change is an amendment of the school's chain. Raises `Forbidden`."""
    permit(actor, NOTICES_RUN)
    before = get_school_quiet(session)
    desk = find_desk(session) or open_desk(session)
    if quiet == before:
        return
    desk.quiet_from, desk.quiet_until = quiet.since, quiet.until
    record_value(
        session,
        actor=actor,
        kind="quiet-hours",
        place=Place(),
        before=describe_quiet(before),
        after=describe_quiet(quiet),
    )
    session.flush()


def describe_quiet(quiet: Quiet) -> str:
    """Quiet hours as the history keeps them."""
    return f"{quiet.since:%H:%M}–{quiet.until:%H:%M}"
