"""Reading notices, choices and quiet hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from journal.models import (
    Account,
    Course,
    Lesson,
    MailAddress,
    Notice,
    NoticeChoice,
    NoticeDesk,
    NoticeHabit,
    Parenthood,
    Period,
    Person,
    Subject,
    WorkType,
)
from journal.notices.rules import USUAL_WAYS, Quiet

IN_ONE_QUERY = 500


@dataclass(frozen=True)
class NoticeView:
    """A notice with the names of what it is about, for a page or a letter; `work` is the work's kind."""

    id: int
    kind: str
    pupil_id: int | None
    pupil_name: str | None
    subject: str | None
    course: str | None
    work: str | None
    lesson_id: int | None
    held_on: date | None
    on_day: date | None
    period_kind: str | None
    period_number: int | None
    before: str
    after: str
    happened_at: datetime
    read_at: datetime | None
    amendment_id: int


@dataclass(frozen=True)
class Reader:
    """How one person wants to be told: ways by kind, quiet hours, and whether letters can be sent."""

    person_id: int
    ways: Mapping[str, str]
    quiet: Quiet
    has_mail: bool


def is_worth_showing() -> ColumnElement[bool]:
    """The condition that a notice says something, about the reader or a child that is still the reader's.

    One whose thing was put back as it was says nothing.
    """
    is_parent = select(Parenthood.pupil_id).where(
        Parenthood.pupil_id == Notice.pupil_id, Parenthood.parent_id == Notice.person_id
    )
    is_own = or_(Notice.pupil_id.is_(None), Notice.pupil_id == Notice.person_id, is_parent.exists())
    return and_(Notice.before != Notice.after, is_own)


def list_notices(
    session: Session, person_id: int, *, only_unread: bool, limit: int, offset: int = 0
) -> list[NoticeView]:
    """A person's notices, the newest first."""
    condition = [Notice.person_id == person_id, is_worth_showing()]
    if only_unread:
        condition.append(Notice.read_at.is_(None))
    return _list_views(session, condition, limit=limit, offset=offset)


def list_notices_of_letter(session: Session, letter_id: int, *, limit: int) -> list[NoticeView]:
    """What a letter tells: its notices that weren't read on the page meanwhile."""
    condition = [Notice.letter_id == letter_id, Notice.read_at.is_(None), is_worth_showing()]
    return _list_views(session, condition, limit=limit, offset=0)


def _list_views(
    session: Session, condition: Iterable[ColumnElement[bool]], *, limit: int, offset: int
) -> list[NoticeView]:
    pupil = aliased(Person)
    rows: Any = session.execute(
        select(
            Notice.id,
            Notice.kind,
            Notice.pupil_id,
            pupil.first_name,
            Subject.name,
            Course.title,
            WorkType.name,
            Notice.lesson_id,
            Lesson.held_on,
            Notice.on_day,
            Period.kind,
            Period.number,
            Notice.before,
            Notice.after,
            Notice.happened_at,
            Notice.read_at,
            Notice.amendment_id,
        )
        .outerjoin(pupil, pupil.id == Notice.pupil_id)
        .outerjoin(Subject, Subject.id == Notice.subject_id)
        .outerjoin(Lesson, Lesson.id == Notice.lesson_id)
        .outerjoin(Course, Course.id == Lesson.course_id)
        .outerjoin(WorkType, WorkType.id == Notice.work_type_id)
        .outerjoin(Period, Period.id == Notice.period_id)
        .where(*condition)
        .order_by(Notice.happened_at.desc(), Notice.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [NoticeView(*row) for row in rows]


def find_desk(session: Session) -> NoticeDesk | None:
    """How the school tells people; None before it ever did."""
    return session.scalar(select(NoticeDesk).limit(1))


def get_school_quiet(session: Session) -> Quiet:
    """The school's quiet hours; the usual ones where it set none."""
    desk = find_desk(session)
    return Quiet(desk.quiet_from, desk.quiet_until) if desk else Quiet()


def find_own_quiet(session: Session, person_id: int) -> Quiet | None:
    """A person's own quiet hours, or None where the school's hold."""
    habit = session.get(NoticeHabit, person_id)
    return Quiet(habit.quiet_from, habit.quiet_until) if habit else None


def find_address(session: Session, person_id: int) -> MailAddress | None:
    """Where a person's letters go, confirmed or not yet."""
    return session.get(MailAddress, person_id)


def list_readers(session: Session, person_ids: Sequence[int]) -> dict[int, Reader]:
    """How these people want to be told."""
    school = get_school_quiet(session)
    ways: dict[int, dict[str, str]] = {}
    quiet: dict[int, Quiet] = {}
    with_mail: set[int] = set()
    for start in range(0, len(person_ids), IN_ONE_QUERY):
        ids = person_ids[start : start + IN_ONE_QUERY]
        for choice in session.scalars(select(NoticeChoice).where(NoticeChoice.person_id.in_(ids))):
            ways.setdefault(choice.person_id, {})[choice.kind] = choice.way
        for habit in session.scalars(select(NoticeHabit).where(NoticeHabit.person_id.in_(ids))):
            quiet[habit.person_id] = Quiet(habit.quiet_from, habit.quiet_until)
        with_mail |= set(
            session.scalars(
                select(MailAddress.person_id)
                .join(Account, Account.person_id == MailAddress.person_id)
                .where(
                    MailAddress.person_id.in_(ids),
                    MailAddress.confirmed_at.is_not(None),
                    Account.password_hash.is_not(None),
                )
            )
        )
    return {
        person_id: Reader(
            person_id,
            dict(USUAL_WAYS) | ways.get(person_id, {}),
            quiet.get(person_id, school),
            person_id in with_mail,
        )
        for person_id in person_ids
    }
