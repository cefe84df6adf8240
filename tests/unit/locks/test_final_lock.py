"""R-FINALWINDOW, R-LOCK7 and R-AHEAD14 for final marks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from journal.errors import JournalError, Locked, TooFarAhead, WindowClosed
from journal.locks.rules import FinalPeriod, GrantView, check_final_open, describe_final_lock
from tests.unit.locks.examples import (
    FINAL,
    LIMITS,
    RUSSIAN_ZONES,
    SECOND,
    TEACHER,
    attempt,
    attempt_on,
    midnight,
)

QUARTER = FinalPeriod("quarter", 1, date(2026, 9, 1), date(2026, 10, 23))
STATES = {Locked: "locked", WindowClosed: "waiting", TooFarAhead: "ahead"}


def ask(period: FinalPeriod, on: date, *grants: GrantView) -> str:
    """Return «open» or the kind of refusal, and make sure that the description says the same."""
    now = attempt_on(on, *grants)
    try:
        granted = check_final_open(period, cell=FINAL, attempt=now, limits=LIMITS)
    except JournalError as refusal:
        answer = STATES[type(refusal)]
    else:
        answer = "granted" if granted else "open"
    described = describe_final_lock(period, cell=FINAL, attempt=now, limits=LIMITS)
    assert described.is_writable == (answer in ("open", "granted"))
    assert described.state.replace("closing", "open") == answer
    return answer


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2026, 10, 18), "waiting"),  # Sunday
        (date(2026, 10, 19), "open"),  # Monday of the last week
        (date(2026, 10, 30), "open"),
        (date(2026, 10, 31), "locked"),
    ],
)
def test_the_window_goes_from_the_last_weeks_monday_to_a_week_after_the_end(on: date, answer: str) -> None:
    assert ask(QUARTER, on) == answer


def test_a_period_shorter_than_its_last_week_opens_with_it() -> None:
    assert (
        ask(FinalPeriod("quarter", 1, date(2026, 10, 21), date(2026, 10, 23)), date(2026, 10, 20))
        == "waiting"
    )
    assert (
        ask(FinalPeriod("quarter", 1, date(2026, 10, 21), date(2026, 10, 23)), date(2026, 10, 21)) == "open"
    )


def test_the_administrator_may_open_it_earlier_but_not_two_weeks_ahead() -> None:
    opened = replace(QUARTER, opened_at=datetime(2026, 10, 5, 6, tzinfo=UTC))
    assert ask(opened, date(2026, 10, 9)) == "ahead"
    assert ask(opened, date(2026, 10, 10)) == "open"
    assert ask(QUARTER, date(2026, 10, 10)) == "waiting"


def test_a_late_opening_takes_nothing_away() -> None:
    opened = replace(QUARTER, opened_at=datetime(2026, 10, 22, 6, tzinfo=UTC))
    assert ask(opened, date(2026, 10, 19)) == "open"


def test_an_opening_never_moves_the_closing() -> None:
    opened = replace(QUARTER, opened_at=datetime(2026, 10, 31, 6, tzinfo=UTC))
    assert ask(opened, date(2026, 10, 31)) == "locked"


def test_a_recorded_closing_holds_when_the_period_is_moved() -> None:
    moved = replace(QUARTER, ends_on=date(2026, 11, 20), closed_at=datetime(2026, 10, 31, tzinfo=UTC))
    assert ask(moved, date(2026, 11, 19)) == "locked"


def test_a_grant_opens_what_is_locked_not_what_waits() -> None:
    deadline = datetime(2026, 12, 1, tzinfo=UTC)
    grant = GrantView(grant_id=1, person_id=TEACHER, deadline=deadline, cells=frozenset({FINAL}))
    assert ask(QUARTER, date(2026, 11, 10), grant) == "granted"
    assert ask(QUARTER, date(2026, 10, 1), grant) == "waiting"


@pytest.mark.parametrize("zone", RUSSIAN_ZONES, ids=str)
def test_it_opens_and_locks_at_midnight_of_the_schools_own_zone(zone) -> None:
    opening, closing = midnight(date(2026, 10, 19), zone), midnight(date(2026, 10, 31), zone)
    for moment, refusal in ((opening - SECOND, WindowClosed), (closing, Locked)):
        with pytest.raises(refusal):
            check_final_open(QUARTER, cell=FINAL, attempt=attempt(moment, zone=zone), limits=LIMITS)
    for moment in (opening, closing - SECOND):
        check_final_open(QUARTER, cell=FINAL, attempt=attempt(moment, zone=zone), limits=LIMITS)


def test_waiting_names_the_day_of_opening() -> None:
    with pytest.raises(WindowClosed) as refusal:
        check_final_open(QUARTER, cell=FINAL, attempt=attempt_on(date(2026, 9, 20)), limits=LIMITS)
    assert refusal.value.opens_on == date(2026, 10, 19)
    assert refusal.value.closes_on == QUARTER.ends_on + timedelta(days=7)
