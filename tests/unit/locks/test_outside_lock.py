"""R-NEWCOMER: marks of another organisation close with their period's final marks and need no open window."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from journal.errors import Locked, TooFarAhead
from journal.locks.rules import FinalPeriod, GrantView, check_outside_open
from tests.unit.locks.examples import FINAL, LIMITS, SOMEONE, TEACHER, attempt_on

QUARTER = FinalPeriod("quarter", 2, date(2026, 11, 2), date(2026, 12, 30))
LAST_DAY = date(2027, 1, 6)
ONE_DAY = timedelta(days=1)
GRANT = GrantView(4, TEACHER, datetime(2027, 2, 1, tzinfo=UTC), frozenset({FINAL}))


def ask(on: date, *grants: GrantView, period: FinalPeriod = QUARTER) -> GrantView | None:
    return check_outside_open(period, cell=FINAL, attempt=attempt_on(on, *grants), limits=LIMITS)


@pytest.mark.parametrize("on", [date(2026, 10, 20), date(2026, 11, 20), LAST_DAY])
def test_it_is_open_from_thirteen_days_before_the_period_to_its_lock(on: date) -> None:
    assert ask(on) is None
    assert ask(on, GRANT) is None


def test_two_weeks_before_the_period_is_too_early() -> None:
    with pytest.raises(TooFarAhead) as refusal:
        ask(date(2026, 10, 19))
    assert (refusal.value.on, refusal.value.limit_days) == (QUARTER.starts_on, 14)


def test_it_is_locked_with_the_final_marks() -> None:
    with pytest.raises(Locked) as refusal:
        ask(LAST_DAY + ONE_DAY)
    error = refusal.value
    assert (error.kind, error.lesson_date) == ("final", QUARTER.ends_on)
    assert (error.last_day, error.closed_on) == (LAST_DAY, LAST_DAY + ONE_DAY)


def test_a_recorded_closing_holds_when_the_period_is_moved() -> None:
    closed_at = datetime(2026, 11, 9, 19, tzinfo=UTC)  # 00:00 of the tenth at the school
    closed = replace(QUARTER, closed_at=closed_at)
    with pytest.raises(Locked) as refusal:
        ask(date(2026, 11, 20), period=closed)
    assert refusal.value.closed_on == date(2026, 11, 10)
    assert ask(date(2026, 11, 20), GRANT, period=closed) == GRANT


def test_only_a_grant_of_one_s_own_opens_it() -> None:
    late = LAST_DAY + ONE_DAY
    assert ask(late, GRANT) == GRANT
    with pytest.raises(Locked):
        ask(late, replace(GRANT, person_id=SOMEONE))
