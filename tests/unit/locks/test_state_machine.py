"""R-LOCK14, R-LOCK7, R-FINALWINDOW, R-AHEAD14 and R-UNLOCK against a slow, obvious second version.

A test that can't fail proves nothing: bugs are planted, and the machine must find every one of them.
"""

import dataclasses
from datetime import UTC, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from journal.amendments.moments import ClockState
from journal.locks import rules
from tests.unit.locks.lock_world import LockWorld

TestLockWorld = LockWorld.TestCase
TestLockWorld.settings = settings(stateful_step_count=30)


def never(*_: object, **__: object) -> None:
    """Do nothing, as a forgotten check does."""


PLANTED: dict[str, tuple[object, str, object]] = {
    "a day too long": (rules, "compute_last_day", lambda day, limits: day + timedelta(days=15)),
    "a day too short": (rules, "compute_last_day", lambda day, limits: day + timedelta(days=13)),
    "a final day too long": (rules, "compute_last_final_day", lambda day, limits: day + timedelta(days=8)),
    "a final day too short": (rules, "compute_last_final_day", lambda day, limits: day + timedelta(days=6)),
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
    "a closing that only the job makes": (
        rules,
        "find_closing_day",
        lambda last, closed_at, *, today, zone: closed_at.astimezone(zone).date() if closed_at else None,
    ),
    "a window that opens with the period": (
        rules,
        "compute_window_opening",
        lambda period, zone: period.starts_on,
    ),
    "a window that only the administrator opens": (
        rules,
        "compute_window_opening",
        lambda period, zone: period.opened_at.astimezone(zone).date() if period.opened_at else period.ends_on,
    ),
    "a window that a late opening narrows": (
        rules,
        "compute_window_opening",
        lambda period, zone: max(
            rules.first_day_of_last_week(period.starts_on, period.ends_on),
            period.opened_at.astimezone(zone).date() if period.opened_at else period.starts_on,
        ),
    ),
    "a grant without end": (
        rules.GrantView,
        "covers",
        lambda self, cell, *, person_id, now: self.person_id == person_id and cell in self.cells,
    ),
    "a grant that holds at its deadline": (
        rules.GrantView,
        "covers",
        lambda self, cell, *, person_id, now: (
            self.person_id == person_id and cell in self.cells and now <= self.deadline
        ),
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
    "only the first grant counts": (
        rules.Attempt,
        "find_grant",
        lambda self, cell: next(
            (
                grant
                for grant in self.grants[:1]
                if grant.covers(cell, person_id=self.person_id, now=self.now)
            ),
            None,
        ),
    ),
    "a clock that may go back": (ClockState, "is_set_back", property(lambda self: False)),
    "a clock that may not even be corrected": (
        ClockState,
        "is_set_back",
        property(lambda self: self.latest is not None and self.latest > self.now),
    ),
    "moments that go back a little": (ClockState, "moment", property(lambda self: self.now)),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_found(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, mistake = PLANTED[bug]
    monkeypatch.setattr(owner, name, mistake)
    hunt = settings(
        max_examples=600,
        stateful_step_count=25,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LockWorld, settings=hunt)


def test_limits_are_days_of_the_year_not_of_the_code() -> None:
    assert all(field.default is dataclasses.MISSING for field in dataclasses.fields(rules.Limits))
