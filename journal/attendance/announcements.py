"""What parents announce and take back, and the tutor's answer (R-REASON)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.attendance.errors import AlreadyAnswered
from journal.attendance.facts import FactValue, add_fact
from journal.attendance.rules import Spell, check_announcement, check_no_overlap
from journal.attendance.services import is_in_class
from journal.courses.roster import holds_on
from journal.errors import BadRequest, NotFound
from journal.models import Announcement, Enrolment, Person
from journal.names import pupil_name
from journal.permissions.actions import ABSENCE_ANNOUNCE, ATTENDANCE_RESOLVE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target, pupil_target
from journal.school import school_today
from journal.texts.rules import check_line

KINDS = ("illness", "leave")
NOTE_LIMIT = 200
WAITING, CONFIRMED, DECLINED, WITHDRAWN = "waiting", "confirmed", "declined", "withdrawn"


@dataclass(frozen=True)
class AnnouncementView:
    """An announcement with the people around it."""

    id: int
    pupil_id: int
    pupil: str
    kind: str
    starts_on: date
    ends_on: date
    note: str
    state: str
    answer: str
    announced_by: str
    announced_at: datetime
    closed_by: str
    closed_at: datetime | None


def announce_absence(
    session: Session, *, actor: Actor, pupil_id: int, kind: str, spell: Spell, note: str
) -> Announcement:
    """Keep a parent's announcement for the tutor.

    Raises `NotFound`, `Forbidden`, `BadRequest`, `AnnouncedTooLate`, `AnnouncedTooEarly`, `BadSpell`,
    `OverlappingFact` for days that wait for an answer already, `NotRussian` or `TooLong`.
    """
    permit(actor, ABSENCE_ANNOUNCE, pupil_target(session, pupil_id))
    if kind not in KINDS:
        raise BadRequest()
    check_announcement(spell, school_today(session))
    waiting = session.execute(
        select(Announcement.starts_on, Announcement.ends_on).where(
            Announcement.pupil_id == pupil_id, Announcement.kind == kind, Announcement.state == WAITING
        )
    )
    check_no_overlap(spell, [Spell(*row) for row in waiting])
    assert actor.person_id is not None
    announcement = Announcement(
        pupil_id=pupil_id,
        kind=kind,
        starts_on=spell.starts_on,
        ends_on=spell.ends_on,
        note=check_line(note, NOTE_LIMIT),
        announced_by=actor.person_id,
        announced_at=clock.now(),
        state=WAITING,
    )
    session.add(announcement)
    session.flush()
    return announcement


def confirm_announcement(session: Session, *, actor: Actor, class_id: int, announcement_id: int) -> None:
    """Make a fact of an announcement; raises `AlreadyAnswered` and whatever `add_fact` raises."""
    one = _hold(session, actor, class_id, announcement_id)
    value = FactValue(one.pupil_id, one.kind, Spell(one.starts_on, one.ends_on))
    add_fact(session, actor=actor, class_id=class_id, value=value)
    _answer(session, actor, one, CONFIRMED, "")


def decline_announcement(
    session: Session, *, actor: Actor, class_id: int, announcement_id: int, reason: str
) -> None:
    """Decline an announcement with a reason that the family reads; raises `AlreadyAnswered` or `Empty`."""
    one = _hold(session, actor, class_id, announcement_id)
    _answer(session, actor, one, DECLINED, check_line(reason, NOTE_LIMIT, is_required=True))


def _hold(session: Session, actor: Actor, class_id: int, announcement_id: int) -> Announcement:
    permit(actor, ATTENDANCE_RESOLVE, class_target(session, class_id))
    one = session.get(Announcement, announcement_id, with_for_update=True, populate_existing=True)
    if one is None or not is_in_class(session, class_id, one.pupil_id, school_today(session)):
        raise NotFound()
    if one.state != WAITING:
        raise AlreadyAnswered()
    return one


def _answer(session: Session, actor: Actor, one: Announcement, state: str, answer: str) -> None:
    one.state, one.answer = state, answer
    one.answered_by, one.answered_at = actor.person_id, clock.now()
    session.flush()


def withdraw_announcement(session: Session, *, actor: Actor, pupil_id: int, announcement_id: int) -> None:
    """Take an announcement back while it waits; who did it and when is kept, and the tutor reads it.

    Raises `NotFound`, `Forbidden`, or `AlreadyAnswered` for one that the tutor answered before.
    """
    permit(actor, ABSENCE_ANNOUNCE, pupil_target(session, pupil_id))
    one = session.get(Announcement, announcement_id, with_for_update=True, populate_existing=True)
    if one is None or one.pupil_id != pupil_id:
        raise NotFound()
    if one.state != WAITING:
        raise AlreadyAnswered()
    _answer(session, actor, one, WITHDRAWN, "")


PARENT = Person.__table__.alias("parent")
CLOSER = Person.__table__.alias("closer")
VIEW = (
    select(
        Announcement.id,
        Announcement.pupil_id,
        Person.last_name,
        Person.first_name,
        Announcement.kind,
        Announcement.starts_on,
        Announcement.ends_on,
        Announcement.note,
        Announcement.state,
        Announcement.answer,
        PARENT.c.last_name.label("parent_last"),
        PARENT.c.first_name.label("parent_first"),
        Announcement.announced_at,
        CLOSER.c.last_name.label("closer_last"),
        CLOSER.c.first_name.label("closer_first"),
        Announcement.answered_at,
    )
    .join(Person, Person.id == Announcement.pupil_id)
    .join(PARENT, PARENT.c.id == Announcement.announced_by)
    .outerjoin(CLOSER, CLOSER.c.id == Announcement.answered_by)
)


def list_waiting(session: Session, class_id: int, today: date) -> list[AnnouncementView]:
    """What waits for the tutor of a class, by day and name."""
    query = (
        VIEW.join(Enrolment, Enrolment.pupil_id == Announcement.pupil_id)
        .where(Enrolment.class_id == class_id, Announcement.state == WAITING)
        .where(holds_on(Enrolment.starts_on, Enrolment.ends_on, today))
        .order_by(Announcement.starts_on, Person.sort_key, Announcement.id)
    )
    return [_view(row) for row in session.execute(query)]


def list_withdrawn(session: Session, class_id: int, on: date) -> list[AnnouncementView]:
    """What families of a class took back of a day: the tutor may have read it before."""
    query = (
        VIEW.join(Enrolment, Enrolment.pupil_id == Announcement.pupil_id)
        .where(Enrolment.class_id == class_id, Announcement.state == WITHDRAWN)
        .where(Announcement.starts_on <= on, Announcement.ends_on >= on)
        .where(holds_on(Enrolment.starts_on, Enrolment.ends_on, on))
        .order_by(Person.sort_key, Announcement.id)
    )
    return [_view(row) for row in session.execute(query)]


def list_coming(session: Session, pupil_ids: Iterable[int], today: date) -> dict[int, list[AnnouncementView]]:
    """What was announced of these children for today and later and wasn't taken back, by pupil."""
    query = VIEW.where(
        Announcement.pupil_id.in_(pupil_ids), Announcement.ends_on >= today, Announcement.state != WITHDRAWN
    )
    found: dict[int, list[AnnouncementView]] = defaultdict(list)
    for row in session.execute(query.order_by(Announcement.starts_on, Announcement.id)):
        found[row.pupil_id].append(_view(row))
    return found


def list_of_pupil(session: Session, pupil_id: int) -> list[AnnouncementView]:
    """What was announced of a pupil, the newest first."""
    query = VIEW.where(Announcement.pupil_id == pupil_id).order_by(Announcement.id.desc())
    return [_view(row) for row in session.execute(query.limit(50))]


def _view(row: Any) -> AnnouncementView:
    return AnnouncementView(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=pupil_name(row.last_name, row.first_name),
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        note=row.note,
        state=row.state,
        answer=row.answer,
        announced_by=pupil_name(row.parent_last, row.parent_first),
        announced_at=row.announced_at,
        closed_by=pupil_name(row.closer_last, row.closer_first) if row.closer_last else "",
        closed_at=row.answered_at,
    )
