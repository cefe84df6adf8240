"""What a lesson still lacks, for how long, and whose it is; plain values only (R-SAMEDAY, R-WEEKLY)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from journal.lessons.rules import count_days_late
from journal.locks.rules import Limits, compute_last_day, find_closing_day

TOPIC, HOMEWORK, ENTRIES = "topic", "homework", "entries"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LessonRecord:
    """A lesson with what is recorded in it; `has_entries` also where its course takes no marks."""

    lesson_id: int
    course_id: int
    title: str
    held_on: date
    number: int
    has_topic: bool
    has_homework: bool
    has_entries: bool
    topic_saved_at: datetime | None = None
    homework_saved_at: datetime | None = None
    closed_at: datetime | None = None

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in the order of the lesson's screen."""
        kept = ((TOPIC, self.has_topic), (HOMEWORK, self.has_homework), (ENTRIES, self.has_entries))
        return tuple(name for name, is_there in kept if not is_there)


@dataclass(frozen=True)
class GapLine:
    """A lesson that lacks something which can still be written. `state`: closing, open or closed.

    A closed lesson takes a missing topic or homework, and counts it late; its marks need a grant.
    """

    record: LessonRecord
    gaps: tuple[str, ...]
    last_day: date
    state: str


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def covers(self, on: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= on <= self.last


@dataclass(frozen=True)
class Holder:
    """A teacher or a class of a course, from one day to another."""

    id: int
    name: str
    starts_on: date
    ends_on: date | None

    def covers(self, on: date) -> bool:
        """Whether it was so on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass
class Tally:
    """How many lessons there were, how many lack what, and the longest delay in days."""

    lessons: int = 0
    missing: dict[str, int] = field(default_factory=lambda: dict.fromkeys((TOPIC, HOMEWORK, ENTRIES), 0))
    days_late: int = 0

    @property
    def total(self) -> int:
        """All that is missing."""
        return sum(self.missing.values())

    def add(self, record: LessonRecord, delay: int) -> None:
        """Count one lesson and its delay in days."""
        self.lessons += 1
        for gap in record.gaps:
            self.missing[gap] += 1
        self.days_late = max(self.days_late, delay)


@dataclass(frozen=True)
class WatchLine:
    """A teacher's or a class's line of a week and of a month."""

    id: int
    name: str
    week: Tally
    month: Tally


def find_week(today: date) -> Span:
    """The week that is watched: its Monday to yesterday; on a Monday the whole week before (R-WEEKLY).

    The lesson's own day still belongs to the teacher (R-SAMEDAY).
    """
    yesterday = today - ONE_DAY
    return Span(yesterday - timedelta(days=yesterday.weekday()), yesterday)


def find_month(today: date) -> Span:
    """The month that is watched: its first day to yesterday; on the 1st the whole month before."""
    yesterday = today - ONE_DAY
    return Span(yesterday.replace(day=1), yesterday)


def count_delay(record: LessonRecord, today: date, zone: tzinfo) -> int:
    """R-SAMEDAY: the days between the lesson and its last entry, or today where one is still missing."""
    if record.gaps:
        return max(0, (today - record.held_on).days)
    saved = (record.topic_saved_at, record.homework_saved_at)
    return max(count_days_late(record.held_on, moment, zone) for moment in saved)


def build_gap_lines(
    records: Iterable[LessonRecord], *, today: date, zone: tzinfo, limits: Limits
) -> list[GapLine]:
    """The lessons that lack something: those that close within the warning days first, closed ones last."""
    lines = [line for record in records if (line := _build_line(record, today, zone, limits)).gaps]
    order = {"closing": 0, "open": 1, "closed": 2}
    return sorted(lines, key=lambda line: (order[line.state], line.record.held_on, line.record.number))


def _build_line(record: LessonRecord, today: date, zone: tzinfo, limits: Limits) -> GapLine:
    last_day = compute_last_day(record.held_on, limits)
    if find_closing_day(last_day, record.closed_at, today=today, zone=zone):
        gaps = tuple(gap for gap in record.gaps if gap != ENTRIES)
        return GapLine(record, gaps, last_day, "closed")
    is_closing = (last_day - today).days < limits.warn_days
    return GapLine(record, record.gaps, last_day, "closing" if is_closing else "open")


def watch(
    records: Sequence[LessonRecord],
    holders: Mapping[int, Sequence[Holder]],
    *,
    today: date,
    zone: tzinfo,
) -> list[WatchLine]:
    """The lines of those whose lessons lack something or were late, the worst first.

    *holders* are the teachers, or the classes, of each course; a lesson counts for those of its day.
    """
    names = {holder.id: holder.name for own in holders.values() for holder in own}
    delayed = [(record, count_delay(record, today, zone)) for record in records]
    week, month = (_tally(delayed, holders, span) for span in (find_week(today), find_month(today)))
    lines = [WatchLine(key, names[key], week[key], month[key]) for key in {*week, *month}]
    kept = [line for line in lines if line.week.total or line.month.total or line.month.days_late]
    return sorted(kept, key=lambda line: (-line.week.total, -line.month.total, line.name))


def list_holders(holders: Mapping[int, Sequence[Holder]], record: LessonRecord) -> set[int]:
    """The keys of those to whom a lesson belongs on its day."""
    return {one.id for one in holders.get(record.course_id, ()) if one.covers(record.held_on)}


def _tally(
    delayed: Iterable[tuple[LessonRecord, int]], holders: Mapping[int, Sequence[Holder]], span: Span
) -> dict[int, Tally]:
    tallies: dict[int, Tally] = defaultdict(Tally)
    for record, delay in delayed:
        if span.covers(record.held_on):
            for key in list_holders(holders, record):
                tallies[key].add(record, delay)
    return tallies


def list_parts(roles: frozenset[str], *, is_tutor: bool) -> list[str]:
    """The parts of a person's day, in the order of the day's work."""
    wanted = (
        ("teacher", "teacher" in roles),
        ("tutor", is_tutor),
        ("school", bool(roles & {"deputy", "director"})),
        ("office", bool(roles & {"administrator", "secretary"})),
        ("family", bool(roles & {"parent", "pupil"})),
    )
    return [name for name, is_theirs in wanted if is_theirs]
