"""«Что изменялось»: finding changes by who, where and when, a page at a time (R-AMEND)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Executable, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from journal.amendments.changes import Change, read_texts
from journal.amendments.rules import end_of_day, list_hours_off
from journal.models import (
    Amendment,
    Chain,
    ChainLink,
    Course,
    CourseTeacher,
    Lesson,
    Period,
    Person,
    SchoolClass,
    Subject,
)

PAGE = 50
BATCH = 500
FREQUENT = frozenset({"mark", "attendance", "topic", "homework", "column", "final", "confirmation"})


@dataclass(frozen=True)
class Scope:
    """What of the history somebody may see: all, or classes, courses and what was done in the own name."""

    everything: bool = False
    actor_id: int | None = None
    class_ids: frozenset[int] = frozenset()
    course_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filters:
    """What is looked for. The days are the school's; *is_late*: after the day of the changed lesson.

    *is_out_of_hours* is about people: what the program does at night by itself is left out.
    """

    since: date
    until: date
    class_id: int | None = None
    pupil_id: int | None = None
    lesson_id: int | None = None
    teacher_id: int | None = None
    actor_id: int | None = None
    grant_id: int | None = None
    kinds: tuple[str, ...] = ()
    is_out_of_hours: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Found:
    """A change and where it was made, in the words of the tables; what it does not concern is empty."""

    id: int
    change: Change
    actor_id: int | None
    classes: tuple[str, ...]
    course: str
    subject: str
    lesson_id: int | None
    held_on: date | None
    lesson_number: int | None
    pupil: tuple[str, str] | None
    period: tuple[str, int] | None


@dataclass(frozen=True)
class SchoolTime:
    """How the school counts its hours."""

    zone: ZoneInfo
    school_week: int


def list_found(
    session: Session, scope: Scope, filters: Filters, times: SchoolTime, *, before: int | None = None
) -> tuple[list[Found], int | None]:
    """A page of changes, the newest first, older than the change *before*; and whence the next goes on."""
    query = _select_ids(session, scope, filters, times)
    if before is not None:
        made_at = select(Amendment.made_at).where(Amendment.id == before).scalar_subquery()
        query = query.where(tuple_(Amendment.made_at, Amendment.id) < tuple_(made_at, before))
    newest = query.order_by(Amendment.made_at.desc(), Amendment.id.desc()).limit(PAGE + 1)
    ids = session.scalars(newest).all()
    found = _complete(session, ids[:PAGE])
    return found, found[-1].id if len(ids) > PAGE else None


def list_all_found(
    session: Session, scope: Scope, filters: Filters, times: SchoolTime, *, limit: int
) -> Iterator[Found]:
    """Up to *limit* changes, the oldest first, some at a time: for a spreadsheet."""
    query = _select_ids(session, scope, filters, times)
    ids = session.scalars(query.order_by(Amendment.made_at, Amendment.id).limit(limit)).all()
    for start in range(0, len(ids), BATCH):
        yield from _complete(session, ids[start : start + BATCH])


def count_found(session: Session, scope: Scope, filters: Filters, times: SchoolTime, *, limit: int) -> int:
    """How many changes there are, counted up to *limit*."""
    found = _select_ids(session, scope, filters, times).limit(limit).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _select_ids(session: Session, scope: Scope, filters: Filters, times: SchoolTime) -> Select[int]:
    """The numbers alone: what is sorted must be small, and a page needs the rest of fifty rows only."""
    query = select(Amendment.id).where(*_conditions(session, scope, filters, times))
    if filters.is_late:
        query = query.join(Lesson, Lesson.id == Amendment.lesson_id)
    return query


def _select_rows(ids: Sequence[int]) -> Executable:
    return (
        select(
            Amendment,
            Course.title,
            Subject.name,
            Lesson.held_on,
            Lesson.number,
            Person.last_name,
            Person.first_name,
            Period.kind,
            Period.number,
        )
        .outerjoin(Course, Course.id == Amendment.course_id)
        .outerjoin(Subject, Subject.id == Amendment.subject_id)
        .outerjoin(Lesson, Lesson.id == Amendment.lesson_id)
        .outerjoin(Person, Person.id == Amendment.pupil_id)
        .outerjoin(Period, Period.id == Amendment.period_id)
        .where(Amendment.id.in_(ids))
    )


def _conditions(
    session: Session, scope: Scope, filters: Filters, times: SchoolTime
) -> list[ColumnElement[bool]]:
    conditions = [*_list_equal(filters), *_list_times(session, filters, times)]
    if filters.class_id is not None:
        conditions.append(_is_of_classes([filters.class_id]))
    if filters.teacher_id is not None:
        taught = select(CourseTeacher.course_id).where(CourseTeacher.person_id == filters.teacher_id)
        conditions.append(Amendment.course_id.in_(taught))
    if filters.kinds:
        conditions.append(_is_of_kinds(filters.kinds))
    if not scope.everything:
        own = [Amendment.actor_id == scope.actor_id, Amendment.course_id.in_(scope.course_ids)]
        conditions.append(or_(*own, _is_of_classes(scope.class_ids)))
    return conditions


def _is_of_kinds(kinds: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether a change is of a kind.

    Frequent ones are looked for along the time: their index would find nearly all rows, to be sorted.
    """
    kind = Amendment.kind + "" if FREQUENT.intersection(kinds) else Amendment.kind
    return kind.in_(kinds)


def _list_equal(filters: Filters) -> list[ColumnElement[bool]]:
    wanted = {
        Amendment.pupil_id: filters.pupil_id,
        Amendment.lesson_id: filters.lesson_id,
        Amendment.actor_id: filters.actor_id,
        Amendment.grant_id: filters.grant_id,
    }
    return [column == key for column, key in wanted.items() if key is not None]


def _list_times(session: Session, filters: Filters, times: SchoolTime) -> list[ColumnElement[bool]]:
    first = datetime.combine(filters.since, time(), times.zone)
    conditions = [Amendment.made_at >= first, Amendment.made_at < end_of_day(filters.until, times.zone)]
    if filters.is_out_of_hours:
        spans = list_hours_off(filters.since, filters.until, times.zone, school_week=times.school_week)
        conditions.append(Amendment.actor_id.is_not(None))
        conditions.append(
            or_(*(and_(Amendment.made_at >= begin, Amendment.made_at < end) for begin, end in spans))
        )
    if filters.is_late:
        conditions.append(_is_after_lesson(session, filters, times.zone))
    return conditions


def _is_after_lesson(session: Session, filters: Filters, zone: ZoneInfo) -> ColumnElement[bool]:
    """Whether a change was made after its lesson's day, by the school's clock.

    SQLite knows no zones; there the clock's distance from UTC on the last of the days stands for all of them.
    """
    if session.get_bind().dialect.name == "postgresql":
        return func.date(func.timezone(zone.key, Amendment.made_at)) > Lesson.held_on
    distance = datetime.combine(filters.until, time(12), zone).utcoffset()
    assert distance is not None
    local = func.date(Amendment.made_at, f"{int(distance.total_seconds())} seconds")
    return local > func.date(Lesson.held_on)


def _is_of_classes(class_ids: Iterable[int]) -> ColumnElement[bool]:
    """Whether a change is linked into the chain of one of the classes.

    The sum keeps SQLite from reading a whole chain for each change: it shall look up the change's own links.
    """
    chains = select(Chain.id).where(Chain.class_id.in_(sorted(class_ids)))
    return (
        select(ChainLink.amendment_id)
        .where(ChainLink.amendment_id == Amendment.id, (ChainLink.chain_id + 0).in_(chains))
        .exists()
    )


def _complete(session: Session, ids: Sequence[int]) -> list[Found]:
    """The changes of these numbers with their texts and places: three queries, whatever their number."""
    by_id = {row[0].id: row for row in session.execute(_select_rows(ids))}
    rows = [by_id[amendment_id] for amendment_id in ids]
    amendments: list[Amendment] = [row[0] for row in rows]
    texts = read_texts(session, (value for a in amendments for value in (a.before, a.after, a.reason)))
    classes = _read_classes(session, [a.id for a in amendments])
    found = []
    for row in rows:
        one, course, subject, held_on, number, last, first, kind, period = row
        change = Change(
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
        found.append(
            Found(
                id=one.id,
                change=change,
                actor_id=one.actor_id,
                classes=tuple(classes[one.id]),
                course=course or "",
                subject=subject or "",
                lesson_id=one.lesson_id,
                held_on=held_on,
                lesson_number=number,
                pupil=(last, first) if last else None,
                period=(kind, period) if kind else None,
            )
        )
    return found


def _read_classes(session: Session, amendment_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(ChainLink.amendment_id, SchoolClass.parallel, SchoolClass.letter)
        .join(Chain, Chain.id == ChainLink.chain_id)
        .join(SchoolClass, SchoolClass.id == Chain.class_id)
        .where(ChainLink.amendment_id.in_(amendment_ids))
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    names: dict[int, list[str]] = defaultdict(list)
    for amendment_id, parallel, letter in rows:
        names[amendment_id].append(f"{parallel}{letter}")
    return names
