"""Results of an examination have a window of their own, and close for good (R-FINALWINDOW, R-UNLOCK)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import ExamClosed, Locked
from journal.locks.rules import Attempt, ExamCell, ExamWindow, GrantView, check_exam_open

CELL = ExamCell(1, 2)
OPENS = date(2027, 6, 1)
zones = st.sampled_from(["Europe/Kaliningrad", "Asia/Yekaterinburg", "Asia/Kamchatka"]).map(ZoneInfo)


def at(zone: ZoneInfo, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


@given(zones, st.integers(0, 30), st.integers(-40, 80), st.sampled_from([time(0), time(23, 59, 59)]))
def test_its_own_days_and_no_others(zone: ZoneInfo, length: int, shift: int, clock: time) -> None:
    closes, today = OPENS + timedelta(days=length), OPENS + timedelta(days=shift)
    attempt = Attempt(7, at(zone, today, clock), zone)
    window = ExamWindow(OPENS, closes)
    if today < OPENS:
        with pytest.raises(ExamClosed):
            check_exam_open(window, cell=CELL, attempt=attempt)
    elif today > closes:
        with pytest.raises(Locked) as refused:
            check_exam_open(window, cell=CELL, attempt=attempt)
        assert refused.value.closed_on == closes + timedelta(days=1)
    else:
        assert check_exam_open(window, cell=CELL, attempt=attempt) is None


@given(zones, st.integers(1, 200))
def test_moved_days_never_reopen_a_recorded_closing(zone: ZoneInfo, later: int) -> None:
    closed_at = at(zone, date(2027, 6, 9), time(0))
    window = ExamWindow(OPENS, OPENS + timedelta(days=later + 8), closed_at)
    attempt = Attempt(7, closed_at, zone)
    with pytest.raises(Locked):
        check_exam_open(window, cell=CELL, attempt=attempt)


@pytest.mark.parametrize(
    ("person_id", "cell", "left", "opens"),
    [(7, CELL, 1, True), (8, CELL, 1, False), (7, ExamCell(1, 3), 1, False), (7, CELL, 0, False)],
)
def test_a_grant_opens_its_own_result_to_its_own_person(
    person_id: int, cell: ExamCell, left: int, opens: bool
) -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    now = at(zone, date(2027, 7, 1), time(12))
    grant = GrantView(5, person_id, now + timedelta(seconds=left), frozenset({cell}))
    attempt = Attempt(7, now, zone, (grant,))
    window = ExamWindow(OPENS, OPENS)
    if opens:
        assert check_exam_open(window, cell=CELL, attempt=attempt) == grant
    else:
        with pytest.raises(Locked):
            check_exam_open(window, cell=CELL, attempt=attempt)


def test_a_refusal_tells_the_days_of_the_window() -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    closes = date(2027, 6, 8)
    window = ExamWindow(OPENS, closes)
    with pytest.raises(ExamClosed) as early:
        check_exam_open(window, cell=CELL, attempt=Attempt(7, at(zone, date(2027, 5, 31), time(12)), zone))
    assert (early.value.opens_on, early.value.closes_on) == (OPENS, closes)
    closed = ExamWindow(OPENS, date(2027, 7, 1), at(zone, date(2027, 6, 9), time(0)))
    with pytest.raises(Locked) as late:
        check_exam_open(closed, cell=CELL, attempt=Attempt(7, at(zone, date(2027, 6, 20), time(12)), zone))
    assert (late.value.kind, late.value.lesson_date, late.value.last_day) == (
        "exam",
        closed.closes_on,
        closed.closes_on,
    )
    assert late.value.closed_on == date(2027, 6, 9)
