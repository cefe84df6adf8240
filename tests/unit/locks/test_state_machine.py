"""R-LOCK14 of one lesson against a slow, obvious second version, while clock, lesson, job and grants move.

A test that can't fail proves nothing: bugs are planted, and the machine must find every one of them.
"""

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from journal.errors import JournalError, Locked, TooFarAhead
from journal.locks import rules
from tests.unit.locks.examples import (
    CELL,
    LIMITS,
    OTHER_CELL,
    RUSSIAN_ZONES,
    SOMEONE,
    TEACHER,
    attempt,
    midnight,
)

FIRST_DAY = date(2028, 2, 1)  # two weeks before a leap day
AROUND_MIDNIGHT = st.sampled_from([timedelta(seconds=-1), timedelta(0), timedelta(seconds=1)])


class LessonLock(RuleBasedStateMachine):
    """A lesson that is moved, closed and granted while the clock jumps from midnight to midnight and back."""

    @initialize(zone=st.sampled_from(RUSSIAN_ZONES), day=st.integers(0, 40))
    def begin(self, zone, day) -> None:
        self.zone = zone
        self.lesson_date = FIRST_DAY + timedelta(days=day)
        self.now = midnight(FIRST_DAY, zone)
        self.closed_at: datetime | None = None
        self.grants: list[rules.GrantView] = []

    @rule(day=st.integers(-20, 70), second=AROUND_MIDNIGHT)
    def set_the_clock(self, day, second) -> None:
        self.now = midnight(FIRST_DAY + timedelta(days=day), self.zone) + second

    @rule(days=st.sampled_from([12, 13, 14, 15, 16, -12, -13, -14, -15]), second=AROUND_MIDNIGHT)
    def set_the_clock_near_a_limit(self, days, second) -> None:
        self.now = midnight(self.lesson_date + timedelta(days=days), self.zone) + second

    @rule()
    def run_the_job(self) -> None:
        """Record the closing as the job does: when its moment, by the rules, has come."""
        closing = rules.compute_closing(rules.compute_last_day(self.lesson_date, LIMITS), self.zone)
        if self.closed_at is None and self.now >= closing:
            self.closed_at = self.now

    @rule(days=st.integers(-20, 20))
    def move_the_lesson(self, days) -> None:
        if not self.is_locked():
            self.lesson_date += timedelta(days=days)

    @rule(
        person=st.sampled_from([TEACHER, SOMEONE]),
        cell=st.sampled_from([CELL, OTHER_CELL]),
        hours=st.sampled_from([-1, 0, 1, 24, 24 * 30]),
    )
    def grant(self, person, cell, hours) -> None:
        deadline = self.now + timedelta(hours=hours)
        number = len(self.grants) + 1
        self.grants.append(rules.GrantView(number, person, deadline, frozenset({cell})))

    def is_locked(self) -> bool:
        """The obvious version: by the clock on the school's wall, without any grant."""
        wall = self.now.astimezone(self.zone).replace(tzinfo=None)
        days = wall.date().toordinal() - self.lesson_date.toordinal()
        return self.closed_at is not None or days > 14

    def expect(self) -> str:
        """The obvious version of the whole answer."""
        granted = [
            grant
            for grant in self.grants
            if grant.person_id == TEACHER and CELL in grant.cells and self.now < grant.deadline
        ]
        if self.is_locked() and not granted:
            return "locked"
        wall = self.now.astimezone(self.zone).date()
        if self.lesson_date.toordinal() - wall.toordinal() > 13:
            return "ahead"
        return "granted" if self.is_locked() else "open"

    def answer(self) -> str:
        """What the rules say."""
        now = attempt(self.now, *self.grants, zone=self.zone)
        try:
            grant = rules.check_mark_open(
                self.lesson_date, closed_at=self.closed_at, cell=CELL, attempt=now, limits=LIMITS
            )
        except JournalError as refusal:
            return {Locked: "locked", TooFarAhead: "ahead"}[type(refusal)]
        return "granted" if grant else "open"

    @invariant()
    def agrees(self) -> None:
        assert self.answer() == self.expect()

    @invariant()
    def is_described_as_it_is(self) -> None:
        now = attempt(self.now, *self.grants, zone=self.zone)
        described = rules.describe_lock(
            self.lesson_date, closed_at=self.closed_at, cell=CELL, attempt=now, limits=LIMITS
        )
        assert described.is_writable == (self.expect() in ("open", "granted"))


TestLessonLock = LessonLock.TestCase
TestLessonLock.settings = settings(max_examples=60, stateful_step_count=30)


def never(*_: object, **__: object) -> None:
    """Do nothing, as a forgotten check does."""


PLANTED: dict[str, tuple[object, str, Callable[..., object]]] = {
    "a day too long": (rules, "compute_last_day", lambda day, limits: day + timedelta(days=15)),
    "a day too short": (rules, "compute_last_day", lambda day, limits: day + timedelta(days=13)),
    "ahead is forgotten": (rules, "check_not_ahead", never),
    "fourteen days ahead are allowed": (
        rules,
        "is_too_far_ahead",
        lambda on, today, _: (on - today).days > 14,
    ),
    "the server's day": (rules.Attempt, "today", property(lambda self: self.now.astimezone(UTC).date())),
    "a closing that reopens": (
        rules,
        "find_closing_day",
        lambda last, closed_at, *, today, zone: last if today > last else None,
    ),
    "a grant without end": (
        rules.GrantView,
        "covers",
        lambda self, cell, *, person_id, now: self.person_id == person_id and cell in self.cells,
    ),
    "a grant for everyone": (
        rules.GrantView,
        "covers",
        lambda self, cell, *, person_id, now: cell in self.cells and now < self.deadline,
    ),
    "a grant for every cell": (
        rules.GrantView,
        "covers",
        lambda self, cell, *, person_id, now: self.person_id == person_id and now < self.deadline,
    ),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_found(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, mistake = PLANTED[bug]
    monkeypatch.setattr(owner, name, mistake)
    hunt = settings(
        max_examples=400,
        stateful_step_count=20,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LessonLock, settings=hunt)


def test_limits_are_days_of_the_year_not_of_the_code() -> None:
    assert all(field.default is dataclasses.MISSING for field in dataclasses.fields(rules.Limits))
