"""Every state of a cell with all that a page shows of it, and since when a recorded closing holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from journal.errors import Locked, WindowClosed
from journal.locks.rules import (
    Attempt,
    FinalPeriod,
    GrantView,
    LockState,
    check_final_open,
    check_lesson_open,
    compute_closing,
    describe_final_lock,
    describe_lock,
)
from tests.unit.locks.examples import CELL, FINAL, LIMITS, TEACHER, YEKATERINBURG, attempt_on

LESSON = date(2026, 9, 14)
LAST_DAY = date(2026, 9, 28)
QUARTER = FinalPeriod("quarter", 1, date(2026, 9, 1), date(2026, 10, 23))
LAST_FINAL_DAY = date(2026, 10, 30)
OPENS = date(2026, 10, 19)
ONE_DAY = timedelta(days=1)
DEADLINE = datetime(2026, 12, 1, tzinfo=UTC)
GRANT = GrantView(4, TEACHER, DEADLINE, frozenset({CELL, FINAL}))
# Past midnight of the twentieth at the school, and still the nineteenth in UTC.
RECORDED = datetime(2026, 9, 19, 19, 0, tzinfo=UTC)


def lesson_on(on: date, *grants: GrantView, closed_at: datetime | None = None) -> LockState:
    now = attempt_on(on, *grants)
    return describe_lock(LESSON, closed_at=closed_at, cell=CELL, attempt=now, limits=LIMITS)


def final_on(on: date, *grants: GrantView, period: FinalPeriod = QUARTER) -> LockState:
    return describe_final_lock(period, cell=FINAL, attempt=attempt_on(on, *grants), limits=LIMITS)


def test_a_lesson_s_states() -> None:
    assert lesson_on(LESSON - 14 * ONE_DAY) == LockState("ahead", LAST_DAY)
    assert lesson_on(LESSON) == LockState("open", LAST_DAY)
    assert lesson_on(LAST_DAY - 3 * ONE_DAY) == LockState("open", LAST_DAY)
    assert lesson_on(LAST_DAY - 2 * ONE_DAY) == LockState("closing", LAST_DAY)
    assert lesson_on(LAST_DAY) == LockState("closing", LAST_DAY)
    after = LAST_DAY + ONE_DAY
    assert lesson_on(after) == LockState("locked", LAST_DAY, closed_on=after)
    assert lesson_on(after, GRANT) == LockState("granted", LAST_DAY, closed_on=after, deadline=DEADLINE)


def test_a_final_mark_s_states() -> None:
    early = replace(QUARTER, opened_at=datetime(2026, 10, 4, 20, tzinfo=UTC))  # the fifth at the school
    assert final_on(date(2026, 10, 9), period=early) == LockState(
        "ahead", LAST_FINAL_DAY, opens_on=date(2026, 10, 5)
    )
    assert final_on(OPENS - ONE_DAY) == LockState("waiting", LAST_FINAL_DAY, opens_on=OPENS)
    assert final_on(OPENS) == LockState("open", LAST_FINAL_DAY)
    assert final_on(LAST_FINAL_DAY) == LockState("closing", LAST_FINAL_DAY)
    after = LAST_FINAL_DAY + ONE_DAY
    assert final_on(after) == LockState("locked", LAST_FINAL_DAY, closed_on=after)
    assert final_on(after, GRANT) == LockState("granted", LAST_FINAL_DAY, closed_on=after, deadline=DEADLINE)


def test_a_recorded_closing_counts_from_its_day_at_the_school() -> None:
    twentieth = date(2026, 9, 20)
    assert lesson_on(LAST_DAY, closed_at=RECORDED).closed_on == twentieth
    closed = replace(QUARTER, closed_at=RECORDED)
    assert final_on(OPENS, period=closed).closed_on == twentieth
    now: Attempt = attempt_on(date(2026, 9, 21))
    with pytest.raises(Locked) as lesson:
        check_lesson_open(LESSON, closed_at=RECORDED, cell=CELL, attempt=now, limits=LIMITS)
    with pytest.raises(Locked) as final:
        check_final_open(closed, cell=FINAL, attempt=now, limits=LIMITS)
    assert lesson.value.closed_on == final.value.closed_on == twentieth


def test_a_closing_is_a_moment_in_utc() -> None:
    closing = compute_closing(LAST_DAY, YEKATERINBURG)
    assert closing == datetime(2026, 9, 28, 19, tzinfo=UTC)
    assert closing.tzinfo is UTC


def test_a_refused_final_mark_tells_of_its_period() -> None:
    with pytest.raises(Locked) as late:
        check_final_open(QUARTER, cell=FINAL, attempt=attempt_on(LAST_FINAL_DAY + ONE_DAY), limits=LIMITS)
    error = late.value
    assert (error.kind, error.lesson_date, error.last_day) == ("final", QUARTER.ends_on, LAST_FINAL_DAY)
    with pytest.raises(WindowClosed) as early:
        check_final_open(QUARTER, cell=FINAL, attempt=attempt_on(OPENS - ONE_DAY), limits=LIMITS)
    assert (early.value.period_kind, early.value.period_number) == ("quarter", 1)


def test_of_grants_that_overlap_the_one_that_lasts_longest_is_cited() -> None:
    shorter = replace(GRANT, grant_id=9, deadline=DEADLINE - ONE_DAY)
    younger = replace(GRANT, grant_id=5)
    for grants in ((GRANT, shorter), (shorter, GRANT)):
        assert attempt_on(LAST_DAY, *grants).find_grant(CELL) == GRANT
    for grants in ((GRANT, younger), (younger, GRANT)):
        assert attempt_on(LAST_DAY, *grants).find_grant(CELL) == younger
