"""What staff are told of their own work: lessons that close with gaps, changes under their name, heads.

A closing is told by the calendar, a day when it is over; neither needs a new row of the history.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from journal.amendments.heads import KIND as HEADS
from journal.amendments.heads import Head, load_heads
from journal.day.queries import list_records, list_teachers
from journal.day.rules import GapLine, Holder, Span, build_gap_lines
from journal.locks.services import make_limits
from journal.models import Account, Amendment, AmendmentText, Notice, StaffMember, StaffRole
from journal.notices.changes import Happening
from journal.notices.rules import News
from journal.school import find_year

ONE_DAY = timedelta(days=1)


def list_closings(session: Session, *, now: datetime, zone: tzinfo) -> list[Happening]:
    """R-SCHEDULER: the lessons with gaps that close within the year's warning days, for their teachers."""
    today = now.astimezone(zone).date()
    year = find_year(session, today)
    if year is None:
        return []
    limits = make_limits(year)
    first = today - timedelta(days=limits.lock_days)
    records = list_records(session, year, Span(first, first + timedelta(days=limits.warn_days)))
    lines = build_gap_lines(records, today=today, zone=zone, limits=limits)
    teachers, staff = list_teachers(session, year), list_staff(session)
    newest = find_newest(session)
    return [
        Happening(
            thing=name_closing(line.record.lesson_id),
            kind="closing",
            pupil_id=None,
            subject_id=None,
            news=News("", line.last_day.isoformat()),
            amendment_id=newest,
            happened_at=now,
            is_settled=True,
            reader_ids=staff & _list_own(line, teachers.get(line.record.course_id, ())),
            lesson_id=line.record.lesson_id,
        )
        for line in lines
        if line.state == "closing"
    ]


def settle_closings(session: Session, *, things: Iterable[str], now: datetime) -> None:
    """Put the warnings away whose lessons lack nothing any longer, or have closed."""
    is_over = (Notice.kind == "closing", Notice.read_at.is_(None), Notice.thing.not_in(set(things)))
    session.execute(update(Notice).where(*is_over).values(read_at=now, mail_at=None))


def list_own_changes(session: Session, *, now: datetime, zone: tzinfo) -> list[Happening]:
    """Yesterday's changes under each employee's name: who knows a password writes as its owner.

    After days without the program the days that were missed are told too, up to a week of them.
    """
    yesterday = now.astimezone(zone).date() - ONE_DAY
    told = session.scalar(select(func.max(Notice.on_day)).where(Notice.kind == "own"))
    day = max(told + ONE_DAY if told else yesterday, yesterday - 6 * ONE_DAY)
    found, staff = [], list_staff(session)
    while day <= yesterday:
        found += _list_changes_of_day(session, day, staff, now=now, zone=zone)
        day += ONE_DAY
    return found


def _list_changes_of_day(
    session: Session, day: date, staff: frozenset[int], *, now: datetime, zone: tzinfo
) -> list[Happening]:
    begins, ends = (datetime.combine(one, time(), tzinfo=zone) for one in (day, day + ONE_DAY))
    rows = session.execute(
        select(Amendment.actor_id, func.count(), func.max(Amendment.id))
        .where(Amendment.made_at >= begins, Amendment.made_at < ends, Amendment.source != "demo")
        .group_by(Amendment.actor_id)
    )
    return [
        Happening(
            thing=f"own {day.isoformat()}",
            kind="own",
            pupil_id=None,
            subject_id=None,
            news=News("", str(count)),
            amendment_id=newest,
            happened_at=now,
            is_settled=True,
            reader_ids=frozenset({person_id}),
            on_day=day,
        )
        for person_id, count, newest in rows
        if person_id in staff
    ]


def list_heads_taken(session: Session, *, now: datetime, zone: tzinfo) -> list[Happening]:
    """The heads of the chains as they were last taken down, for the director (R-AMEND)."""
    row = session.execute(
        select(Amendment.id, Amendment.made_at).where(Amendment.kind == HEADS).order_by(Amendment.id.desc())
    ).first()
    heads = read_heads(session, row.id) if row else []
    if row is None or not heads:
        return []
    return [
        Happening(
            thing=f"heads {row.id}",
            kind="heads",
            pupil_id=None,
            subject_id=None,
            news=News("", str(len(heads))),
            amendment_id=row.id,
            happened_at=now,
            is_settled=True,
            reader_ids=list_staff(session, "director"),
            on_day=row.made_at.astimezone(zone).date(),
        )
    ]


def read_heads(session: Session, amendment_id: int) -> list[Head]:
    """The heads that an amendment took down; none where it took none."""
    query = select(AmendmentText.content).join(Amendment, Amendment.after == AmendmentText.digest)
    content = session.scalar(query.where(Amendment.id == amendment_id, Amendment.kind == HEADS))
    return load_heads(content) if content else []


def list_staff(session: Session, role: str | None = None) -> frozenset[int]:
    """The employees who can sign in, all or those of a role."""
    query = (
        select(StaffMember.person_id)
        .join(Account, Account.person_id == StaffMember.person_id)
        .where(Account.password_hash.is_not(None), StaffMember.dismissed_on.is_(None))
    )
    if role is not None:
        query = query.join(StaffRole, StaffRole.person_id == StaffMember.person_id)
        query = query.where(StaffRole.role == role)
    return frozenset(session.scalars(query))


def find_newest(session: Session) -> int:
    """The newest amendment: what a notice that rests on none is compared with."""
    return session.scalar(select(func.max(Amendment.id))) or 0


def name_closing(lesson_id: int) -> str:
    """The key of the warning of a lesson."""
    return f"closing {lesson_id}"


def _list_own(line: GapLine, teachers: Iterable[Holder]) -> frozenset[int]:
    return frozenset(one.id for one in teachers if one.covers(line.record.held_on))
