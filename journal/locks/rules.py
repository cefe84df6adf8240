"""When something may still be written (R-LOCK14, R-LOCK7, R-AHEAD14, R-FINALWINDOW, R-SAMEDAY, R-UNLOCK).

Plain values only. Services ask these questions inside the write transaction, on every way in (R-NOBYPASS).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Literal

from journal.errors import ExamClosed, Locked, NeedsReason, TooFarAhead, WindowClosed
from journal.school_calendar.rules import first_day_of_last_week
from journal.texts.rules import check_line

ONE_DAY = timedelta(days=1)
REASON_LIMIT = 200


@dataclass(frozen=True)
class Limits:
    """The limits of an academic year, in calendar days: rows of the database, never constants of the code."""

    lock_days: int
    final_lock_days: int
    ahead_days: int
    warn_days: int


@dataclass(frozen=True)
class LessonCell:
    """What a grant may open in a lesson: a pupil's cells or, without a pupil, topic, homework and columns."""

    lesson_id: int
    pupil_id: int | None = None


@dataclass(frozen=True)
class FinalCell:
    """A final mark that a grant may open."""

    pupil_id: int
    subject_id: int
    period_id: int


@dataclass(frozen=True)
class ExamCell:
    """A result of an examination that a grant may open."""

    exam_id: int
    pupil_id: int


# What a request names so far, and what a grant may open.
Cell = LessonCell | FinalCell
GrantedCell = Cell | ExamCell


@dataclass(frozen=True)
class GrantView:
    """A grant as the rules see it (R-UNLOCK): one person, named cells, until a deadline."""

    grant_id: int
    person_id: int
    deadline: datetime
    cells: frozenset[GrantedCell]

    def covers(self, cell: GrantedCell, *, person_id: int, now: datetime) -> bool:
        """Tell whether *person_id* may change *cell* at the moment *now*; the deadline itself is too late."""
        return self.person_id == person_id and cell in self.cells and now < self.deadline


@dataclass(frozen=True)
class Attempt:
    """Who wants to write, at what moment, in which time zone, with which grants in hand."""

    person_id: int
    now: datetime
    zone: tzinfo
    grants: tuple[GrantView, ...] = ()

    @cached_property
    def today(self) -> date:
        """The date at the school."""
        return self.now.astimezone(self.zone).date()

    def find_grant(self, cell: GrantedCell) -> GrantView | None:
        """Return the grant that opens *cell*, the one with the latest deadline, or None."""
        fitting = [
            grant for grant in self.grants if grant.covers(cell, person_id=self.person_id, now=self.now)
        ]
        return max(fitting, key=lambda grant: (grant.deadline, grant.grant_id), default=None)


@dataclass(frozen=True)
class FinalPeriod:
    """A period whose final marks are asked about, with the opening and closing recorded so far.

    *opens_on* is the day that the calendar gives for the opening, or that the administrator chose instead.
    """

    kind: str
    number: int
    starts_on: date
    ends_on: date
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    opens_on: date | None = None


@dataclass(frozen=True)
class ExamWindow:
    """The days on which results of an examination are entered, with the closing recorded so far."""

    opens_on: date
    closes_on: date
    closed_at: datetime | None = None


@dataclass(frozen=True)
class LockState:
    """How a cell stands, for display.

    *state*: «open», «closing» (within the warning days), «locked», «granted» (locked, but a grant opens it),
    «ahead» (too early for marks), «waiting» (the window of final marks isn't open yet).
    """

    state: Literal["open", "closing", "locked", "granted", "ahead", "waiting"]
    last_day: date
    closed_on: date | None = None
    opens_on: date | None = None
    deadline: datetime | None = None

    @property
    def is_writable(self) -> bool:
        """Whether a mark may be typed now."""
        return self.state in ("open", "closing", "granted")


def compute_last_day(lesson_date: date, limits: Limits) -> date:
    """R-LOCK14: the last day on which the marks of a lesson may be edited."""
    return lesson_date + timedelta(days=limits.lock_days)


def compute_last_final_day(period_end: date, limits: Limits) -> date:
    """R-LOCK7: the last day on which the final marks of a period may be edited."""
    return period_end + timedelta(days=limits.final_lock_days)


def compute_closing(last_day: date, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, from which it is locked: 00:00 at the school after *last_day*."""
    return datetime.combine(last_day + ONE_DAY, time.min, tzinfo=zone).astimezone(UTC)


def compute_window_opening(period: FinalPeriod, zone: tzinfo) -> date:
    """R-FINALWINDOW: the first day of the last school week, or the earlier day on which it was opened."""
    computed = period.opens_on or first_day_of_last_week(period.starts_on, period.ends_on)
    if period.opened_at is None:
        return computed
    return min(computed, period.opened_at.astimezone(zone).date())


def find_closing_day(last_day: date, closed_at: datetime | None, *, today: date, zone: tzinfo) -> date | None:
    """Return since when it is locked, or None while open. A recorded closing never reopens by itself."""
    recorded = closed_at.astimezone(zone).date() if closed_at else None
    by_rule = last_day + ONE_DAY if today > last_day else None
    return min((day for day in (recorded, by_rule) if day), default=None)


def is_too_far_ahead(on: date, today: date, limits: Limits) -> bool:
    """R-AHEAD14: 14 days ahead is too far, 13 is allowed."""
    return (on - today).days >= limits.ahead_days


def check_not_ahead(on: date, today: date, limits: Limits) -> None:
    """Refuse a mark or an absence for a day too far ahead (R-AHEAD14); raise TooFarAhead."""
    if is_too_far_ahead(on, today, limits):
        raise TooFarAhead(on=on, limit_days=limits.ahead_days)


def check_lesson_open(
    lesson_date: date, *, closed_at: datetime | None, cell: Cell, attempt: Attempt, limits: Limits
) -> GrantView | None:
    """R-LOCK14: return the grant that the change must cite, or None in an open lesson; raise Locked.

    Columns, weights, work types, moving, cancelling and deleting a lesson ask with the lesson's own cell.
    """
    last_day = compute_last_day(lesson_date, limits)
    closed_on = find_closing_day(last_day, closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is None:
        return None
    grant = attempt.find_grant(cell)
    if grant is None:
        raise Locked(kind="lesson", lesson_date=lesson_date, last_day=last_day, closed_on=closed_on)
    return grant


def check_mark_open(
    lesson_date: date, *, closed_at: datetime | None, cell: Cell, attempt: Attempt, limits: Limits
) -> GrantView | None:
    """R-LOCK14 and R-AHEAD14 for a mark or an absence: like `check_lesson_open`, and raise TooFarAhead."""
    grant = check_lesson_open(lesson_date, closed_at=closed_at, cell=cell, attempt=attempt, limits=limits)
    check_not_ahead(lesson_date, attempt.today, limits)
    return grant


def check_text_open(
    lesson_date: date,
    *,
    is_saved: bool,
    closed_at: datetime | None,
    cell: Cell,
    attempt: Attempt,
    limits: Limits,
) -> GrantView | None:
    """R-SAMEDAY for a topic or homework: a missing one may be filled in late, a saved one raises Locked.

    A missing one cites a grant where there is one: the archive asks for it (R-CLOSED).
    """
    if not is_saved:
        return attempt.find_grant(cell)
    return check_lesson_open(lesson_date, closed_at=closed_at, cell=cell, attempt=attempt, limits=limits)


def check_final_open(
    period: FinalPeriod, *, cell: Cell, attempt: Attempt, limits: Limits
) -> GrantView | None:
    """R-LOCK7, R-FINALWINDOW, R-AHEAD14: return the grant to cite, or None in an open window.

    Raise Locked, WindowClosed or TooFarAhead. A grant opens what is locked, never what isn't open yet.
    """
    last_day = compute_last_final_day(period.ends_on, limits)
    closed_on = find_closing_day(last_day, period.closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is not None:
        grant = attempt.find_grant(cell)
        if grant is None:
            raise Locked(kind="final", lesson_date=period.ends_on, last_day=last_day, closed_on=closed_on)
        return grant
    opens_on = compute_window_opening(period, attempt.zone)
    if attempt.today < opens_on:
        raise WindowClosed(
            period_kind=period.kind, period_number=period.number, opens_on=opens_on, closes_on=last_day
        )
    check_not_ahead(period.ends_on, attempt.today, limits)
    return None


def check_exam_open(window: ExamWindow, *, cell: ExamCell, attempt: Attempt) -> GrantView | None:
    """R-FINALWINDOW for a result of an examination: return the grant to cite, or None in its open window.

    Raise ExamClosed before its days, Locked after them. A recorded closing never reopens by moved days.
    """
    closed_on = find_closing_day(window.closes_on, window.closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is not None:
        grant = attempt.find_grant(cell)
        if grant is None:
            last_day = window.closes_on
            raise Locked(kind="exam", lesson_date=last_day, last_day=last_day, closed_on=closed_on)
        return grant
    if attempt.today < window.opens_on:
        raise ExamClosed(opens_on=window.opens_on, closes_on=window.closes_on)
    return None


def check_outside_open(
    period: FinalPeriod, *, cell: Cell, attempt: Attempt, limits: Limits
) -> GrantView | None:
    """R-NEWCOMER: a mark of another organisation is written until its period's final marks are locked.

    It needs no open window, for it counts like a current mark. Raise Locked, or TooFarAhead for a period that
    begins too far ahead; return the grant to cite.
    """
    last_day = compute_last_final_day(period.ends_on, limits)
    closed_on = find_closing_day(last_day, period.closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is None:
        check_not_ahead(period.starts_on, attempt.today, limits)
        return None
    grant = attempt.find_grant(cell)
    if grant is None:
        raise Locked(kind="final", lesson_date=period.ends_on, last_day=last_day, closed_on=closed_on)
    return grant


def describe_lock(
    lesson_date: date, *, closed_at: datetime | None, cell: Cell, attempt: Attempt, limits: Limits
) -> LockState:
    """Return how a lesson's cell stands for marks; it says «open» exactly where `check_mark_open` agrees."""
    last_day = compute_last_day(lesson_date, limits)
    closed_on = find_closing_day(last_day, closed_at, today=attempt.today, zone=attempt.zone)
    described = _describe_open(last_day, closed_on, cell, attempt, limits)
    if described.is_writable and is_too_far_ahead(lesson_date, attempt.today, limits):
        return LockState("ahead", last_day)
    return described


def describe_final_lock(period: FinalPeriod, *, cell: Cell, attempt: Attempt, limits: Limits) -> LockState:
    """Return how a final mark's cell stands; it says «open» exactly where `check_final_open` agrees."""
    last_day = compute_last_final_day(period.ends_on, limits)
    closed_on = find_closing_day(last_day, period.closed_at, today=attempt.today, zone=attempt.zone)
    if closed_on is None:
        opens_on = compute_window_opening(period, attempt.zone)
        if attempt.today < opens_on:
            return LockState("waiting", last_day, opens_on=opens_on)
        if is_too_far_ahead(period.ends_on, attempt.today, limits):
            return LockState("ahead", last_day, opens_on=opens_on)
    return _describe_open(last_day, closed_on, cell, attempt, limits)


def _describe_open(
    last_day: date, closed_on: date | None, cell: Cell, attempt: Attempt, limits: Limits
) -> LockState:
    """Return «locked», «granted», «closing» or «open»."""
    if closed_on is not None:
        grant = attempt.find_grant(cell)
        if grant is None:
            return LockState("locked", last_day, closed_on=closed_on)
        return LockState("granted", last_day, closed_on=closed_on, deadline=grant.deadline)
    is_closing = (last_day - attempt.today).days < limits.warn_days
    return LockState("closing" if is_closing else "open", last_day)


def needs_reason(before: object, *, lesson_date: date, today: date, under_grant: bool) -> bool:
    """R-AMEND: a saved value replaced after the lesson's day, or under a grant, needs a reason.

    *before* is a value or a pair of values; None and an empty text mean that nothing was saved.
    """
    values: Iterable[object] = before if isinstance(before, tuple) else (before,)
    is_saved = any(value not in (None, "") for value in values)
    return is_saved and (under_grant or today > lesson_date)


def check_reason(
    reason: str, *, before: str, after: str, lesson_date: date, today: date, under_grant: bool
) -> str:
    """Return the reason as it is kept: one clean line in Russian.

    Raises NeedsReason where R-AMEND wants a reason and none is given; TooLong, NotRussian.
    """
    kept = check_line(reason, REASON_LIMIT)
    if not kept and needs_reason(before, lesson_date=lesson_date, today=today, under_grant=under_grant):
        raise NeedsReason(before=before, after=after)
    return kept
