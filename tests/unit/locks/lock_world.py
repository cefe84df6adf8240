"""A lesson and a period whose locks are asked while everything around them moves, beside an obvious judge.

The judge counts days on the school's wall calendar one after the other and knows nothing of the rules' code.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from journal.amendments.moments import ClockState
from journal.errors import JournalError, Locked, TooFarAhead, WindowClosed
from journal.locks import rules
from tests.unit.locks.examples import (
    CELL,
    FINAL,
    LIMITS,
    OTHER_CELL,
    RUSSIAN_ZONES,
    SOMEONE,
    TEACHER,
    attempt,
    midnight,
)

FIRST_DAY = date(2028, 2, 1)  # two weeks before a leap day
ONE_DAY = timedelta(days=1)
TOLERANCE = timedelta(minutes=5)
AROUND_MIDNIGHT = st.sampled_from([timedelta(seconds=-1), timedelta(0), timedelta(seconds=1)])
NEAR_A_LIMIT = st.sampled_from([-16, -15, -14, -13, -8, -7, 0, 1, 7, 8, 11, 12, 13, 14, 15, 16])
ANSWERS: dict[type[JournalError], str] = {Locked: "locked", TooFarAhead: "ahead", WindowClosed: "waiting"}


def count_days(first: date, last: date) -> int:
    """How many times midnight passes from one day to the other: step by step, in either direction."""
    if last < first:
        return -count_days(last, first)
    days = 0
    while first + days * ONE_DAY < last:
        days += 1
    return days


def list_last_week(starts_on: date, ends_on: date) -> list[date]:
    """The days of a period's last week with lessons, walking back from its end to a Monday."""
    days = [ends_on - number * ONE_DAY for number in range(400) if ends_on - number * ONE_DAY >= starts_on]
    if len(days) > 1 and days[0].isoweekday() == 7:  # the school rests on Sundays
        days = days[1:]
    until_monday = [*takewhile(lambda day: day.isoweekday() != 1, days)]
    return [*until_monday, *days[len(until_monday) : len(until_monday) + 1]]


class LockWorld(RuleBasedStateMachine):
    """The clock jumps from midnight to midnight and back; lesson, period and grants move around it."""

    @initialize(zone=st.sampled_from(RUSSIAN_ZONES), day=st.integers(0, 40), length=st.integers(3, 60))
    def begin(self, zone: tzinfo, day: int, length: int) -> None:
        self.zone = zone
        self.now = midnight(FIRST_DAY, zone)
        self.lesson_date = FIRST_DAY + day * ONE_DAY
        self.lesson_closed_at: datetime | None = None
        starts_on = FIRST_DAY - 20 * ONE_DAY
        self.period = rules.FinalPeriod("quarter", 3, starts_on, starts_on + length * ONE_DAY)
        self.grants: list[rules.GrantView] = []
        self.recorded: list[datetime] = []
        self.request: rules.Attempt | None = None

    # the clock

    @rule(day=st.integers(-20, 70), second=AROUND_MIDNIGHT)
    def set_the_clock(self, day: int, second: timedelta) -> None:
        self.now = midnight(FIRST_DAY + day * ONE_DAY, self.zone) + second

    @rule(days=NEAR_A_LIMIT, second=AROUND_MIDNIGHT, of_lesson=st.booleans())
    def set_the_clock_near_a_limit(self, days: int, second: timedelta, of_lesson: bool) -> None:
        day = self.lesson_date if of_lesson else self.period.ends_on
        self.now = midnight(day + days * ONE_DAY, self.zone) + second

    @precondition(lambda self: getattr(self, "grants", None))
    @rule(second=AROUND_MIDNIGHT)
    def set_the_clock_to_a_deadline(self, second: timedelta) -> None:
        self.now = self.grants[-1].deadline + second

    # what people and jobs do

    @rule()
    def run_the_jobs(self) -> None:
        """Record closings as the jobs do: when their moment, by the rules, has come."""
        lesson = rules.compute_closing(rules.compute_last_day(self.lesson_date, LIMITS), self.zone)
        if self.lesson_closed_at is None and self.now >= lesson:
            self.lesson_closed_at = lesson
        last_day = rules.compute_last_final_day(self.period.ends_on, LIMITS)
        final = rules.compute_closing(last_day, self.zone)
        if self.period.closed_at is None and self.now >= final:
            self.period = replace(self.period, closed_at=final)

    @rule(days=st.integers(-20, 20))
    def move_the_lesson(self, days: int) -> None:
        self.lesson_date += days * ONE_DAY

    @rule(days=st.integers(-5, 20))
    def move_the_period(self, days: int) -> None:
        ends_on = max(self.period.starts_on, self.period.ends_on + days * ONE_DAY)
        self.period = replace(self.period, ends_on=ends_on)

    @rule()
    def open_the_window(self) -> None:
        if self.period.opened_at is None:
            self.period = replace(self.period, opened_at=self.now)

    @rule(
        person=st.sampled_from([TEACHER, SOMEONE]),
        cell=st.sampled_from([CELL, OTHER_CELL, FINAL]),
        hours=st.sampled_from([-1, 0, 1, 24, 24 * 30]),
    )
    def grant(self, person: int, cell: rules.Cell, hours: int) -> None:
        deadline = self.now + timedelta(hours=hours)
        number = len(self.grants) + 1
        self.grants.append(rules.GrantView(number, person, deadline, frozenset({cell})))

    @rule(seconds=st.sampled_from([-301, -300, -299, -1, 0, 1]))
    def write_and_correct_the_clock(self, seconds: int) -> None:
        """Two changes, and between them a time server sets the clock."""
        self.write()
        self.now += timedelta(seconds=seconds)
        self.write()

    def write(self) -> None:
        """A change that the clock and the lock allow is recorded, and never before the one before it."""
        state = ClockState(max(self.recorded, default=None), self.now, TOLERANCE)
        was_later = any((moment - self.now).total_seconds() > 300 for moment in self.recorded)
        assert state.is_set_back == was_later
        if not was_later and self.ask_lesson(self.attempt()) in ("open", "granted"):
            self.recorded.append(state.moment)
        assert self.recorded == sorted(self.recorded)

    @rule()
    def begin_request(self) -> None:
        """The moment of a request is taken once, when its write begins."""
        self.request = self.attempt()

    @precondition(lambda self: getattr(self, "request", None) is not None)
    @rule()
    def end_request(self) -> None:
        """What has ended, closed or opened meanwhile by the clock alone changes nothing for it."""
        begun = self.request
        assert begun is not None
        later, self.now = self.now, begun.now
        assert self.ask_lesson(begun) == self.expect_lesson(begun)
        assert self.ask_final(begun) == self.expect_final(begun)
        self.now, self.request = later, None

    # the judge

    def wall_day(self) -> date:
        """The date on the school's wall."""
        return self.now.astimezone(self.zone).replace(tzinfo=None).date()

    def is_granted(self, cell: rules.Cell, grants: tuple[rules.GrantView, ...]) -> bool:
        """Whether any grant opens the cell to the teacher at this moment."""
        return any(
            grant.person_id == TEACHER and list(grant.cells) == [cell] and grant.deadline > self.now
            for grant in grants
        )

    def expect_lesson(self, begun: rules.Attempt | None = None) -> str:
        """How a mark in the lesson stands."""
        grants = begun.grants if begun else tuple(self.grants)
        is_locked = self.lesson_closed_at is not None or count_days(self.lesson_date, self.wall_day()) > 14
        if is_locked and not self.is_granted(CELL, grants):
            return "locked"
        if count_days(self.wall_day(), self.lesson_date) > 13:
            return "ahead"
        return "granted" if is_locked else "open"

    def expect_final(self, begun: rules.Attempt | None = None) -> str:
        """How a final mark of the period stands."""
        grants = begun.grants if begun else tuple(self.grants)
        today, ends_on = self.wall_day(), self.period.ends_on
        if self.period.closed_at is not None or count_days(ends_on, today) > 7:
            return "granted" if self.is_granted(FINAL, grants) else "locked"
        opened_at = self.period.opened_at
        was_opened = opened_at is not None and opened_at.astimezone(self.zone).date() <= today
        if today < min(list_last_week(self.period.starts_on, ends_on)) and not was_opened:
            return "waiting"
        return "ahead" if count_days(today, ends_on) > 13 else "open"

    # the rules

    def attempt(self) -> rules.Attempt:
        """The teacher's attempt at this moment."""
        return attempt(self.now, *self.grants, zone=self.zone)

    def ask_lesson(self, now: rules.Attempt) -> str:
        """What the rules say of a mark in the lesson."""
        where: dict[str, Any] = {"closed_at": self.lesson_closed_at, "cell": CELL, "limits": LIMITS}
        try:
            grant = rules.check_mark_open(self.lesson_date, attempt=now, **where)
        except JournalError as refusal:
            return ANSWERS[type(refusal)]
        return "granted" if grant else "open"

    def ask_final(self, now: rules.Attempt) -> str:
        """What the rules say of a final mark."""
        try:
            grant = rules.check_final_open(self.period, cell=FINAL, attempt=now, limits=LIMITS)
        except JournalError as refusal:
            return ANSWERS[type(refusal)]
        return "granted" if grant else "open"

    @invariant()
    def the_lesson_stands_as_the_judge_says(self) -> None:
        now, expected = self.attempt(), self.expect_lesson()
        assert self.ask_lesson(now) == expected
        described = rules.describe_lock(
            self.lesson_date, closed_at=self.lesson_closed_at, cell=CELL, attempt=now, limits=LIMITS
        )
        is_closing = expected == "open" and count_days(self.wall_day(), self.lesson_date + 14 * ONE_DAY) < 3
        assert described.state == ("closing" if is_closing else expected)

    @invariant()
    def the_final_mark_stands_as_the_judge_says(self) -> None:
        now, expected = self.attempt(), self.expect_final()
        assert self.ask_final(now) == expected
        described = rules.describe_final_lock(self.period, cell=FINAL, attempt=now, limits=LIMITS)
        assert described.state.replace("closing", "open") == expected
