"""R-LOCK14, R-AHEAD14, R-SAMEDAY, R-UNLOCK and R-AMEND on the days where they turn."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.errors import Locked, NeedsReason, TooFarAhead
from journal.locks.rules import (
    GrantView,
    Limits,
    check_lesson_open,
    check_mark_open,
    check_reason,
    check_text_open,
    compute_closing,
    describe_lock,
    needs_reason,
)
from tests.unit.locks.examples import (
    CELL,
    LIMITS,
    OTHER_CELL,
    RUSSIAN_ZONES,
    SECOND,
    SOMEONE,
    TEACHER,
    attempt,
    attempt_on,
    midnight,
)

LESSON = date(2026, 9, 14)
LAST_DAY = date(2026, 9, 28)
DEADLINE = datetime(2026, 10, 5, 19, tzinfo=UTC)
GRANT = GrantView(grant_id=4, person_id=TEACHER, deadline=DEADLINE, cells=frozenset({CELL}))


def test_the_last_editable_day_is_the_fourteenth() -> None:
    assert (
        check_mark_open(LESSON, closed_at=None, cell=CELL, attempt=attempt_on(LAST_DAY), limits=LIMITS)
        is None
    )
    with pytest.raises(Locked) as refusal:
        check_mark_open(
            LESSON, closed_at=None, cell=CELL, attempt=attempt_on(date(2026, 9, 29)), limits=LIMITS
        )
    error = refusal.value
    assert (error.kind, error.lesson_date, error.last_day) == ("lesson", LESSON, LAST_DAY)
    assert error.closed_on == date(2026, 9, 29)


@pytest.mark.parametrize("zone", RUSSIAN_ZONES, ids=str)
@pytest.mark.parametrize("lesson", [LESSON, date(2028, 2, 15), date(2027, 12, 20)], ids=str)
def test_it_locks_at_midnight_of_the_schools_own_zone(lesson, zone) -> None:
    closing = midnight(lesson + timedelta(days=15), zone)
    assert compute_closing(lesson + timedelta(days=14), zone) == closing
    last_second = attempt(closing - SECOND, zone=zone)
    check_mark_open(lesson, closed_at=None, cell=CELL, attempt=last_second, limits=LIMITS)
    for late in (closing, closing + SECOND):
        with pytest.raises(Locked):
            check_mark_open(
                lesson, closed_at=None, cell=CELL, attempt=attempt(late, zone=zone), limits=LIMITS
            )


def test_the_leap_day_counts() -> None:
    lesson = date(2028, 2, 16)
    check_mark_open(lesson, closed_at=None, cell=CELL, attempt=attempt_on(date(2028, 3, 1)), limits=LIMITS)
    with pytest.raises(Locked):
        check_mark_open(
            lesson, closed_at=None, cell=CELL, attempt=attempt_on(date(2028, 3, 2)), limits=LIMITS
        )


@pytest.mark.parametrize(("days", "is_allowed"), [(0, True), (13, True), (14, False), (15, False)])
def test_marks_go_thirteen_days_ahead(days: int, is_allowed: bool) -> None:
    now = attempt_on(LESSON - timedelta(days=days))
    if is_allowed:
        check_mark_open(LESSON, closed_at=None, cell=CELL, attempt=now, limits=LIMITS)
    else:
        with pytest.raises(TooFarAhead):
            check_mark_open(LESSON, closed_at=None, cell=CELL, attempt=now, limits=LIMITS)
    check_lesson_open(LESSON, closed_at=None, cell=CELL, attempt=now, limits=LIMITS)


def test_the_limits_are_settings() -> None:
    limits = Limits(lock_days=1, final_lock_days=1, ahead_days=1, warn_days=1)
    tuesday = attempt_on(LESSON + timedelta(days=1))
    check_mark_open(LESSON, closed_at=None, cell=CELL, attempt=tuesday, limits=limits)
    with pytest.raises(TooFarAhead):
        check_mark_open(LESSON + timedelta(days=2), closed_at=None, cell=CELL, attempt=tuesday, limits=limits)


def test_a_recorded_closing_never_reopens_by_itself() -> None:
    closed_at = datetime(2026, 9, 29, 3, tzinfo=UTC)
    moved_to = date(2026, 9, 30)
    with pytest.raises(Locked) as refusal:
        check_mark_open(
            moved_to, closed_at=closed_at, cell=CELL, attempt=attempt_on(date(2026, 10, 1)), limits=LIMITS
        )
    assert refusal.value.closed_on == date(2026, 9, 29)


def test_a_grant_opens_its_own_cell_for_its_own_person_until_its_deadline() -> None:
    def ask(cell, now, grant):
        return check_mark_open(LESSON, closed_at=None, cell=cell, attempt=attempt(now, grant), limits=LIMITS)

    assert ask(CELL, DEADLINE - SECOND, GRANT) == GRANT
    strangers = GrantView(grant_id=5, person_id=SOMEONE, deadline=DEADLINE, cells=frozenset({CELL}))
    for cell, now, grant in (
        (CELL, DEADLINE, GRANT),
        (OTHER_CELL, DEADLINE - SECOND, GRANT),
        (CELL, DEADLINE - SECOND, strangers),
    ):
        with pytest.raises(Locked):
            ask(cell, now, grant)


def test_an_open_lesson_cites_no_grant() -> None:
    now = attempt_on(LAST_DAY, GRANT)
    assert check_mark_open(LESSON, closed_at=None, cell=CELL, attempt=now, limits=LIMITS) is None


def test_a_grant_does_not_open_the_far_future() -> None:
    far = date(2026, 11, 20)
    closed_at = datetime(2026, 9, 29, tzinfo=UTC)
    now = attempt_on(date(2026, 9, 30), GRANT)
    with pytest.raises(TooFarAhead):
        check_mark_open(far, closed_at=closed_at, cell=CELL, attempt=now, limits=LIMITS)


def test_a_missing_topic_may_be_filled_in_late_but_a_saved_one_not() -> None:
    late = attempt_on(date(2026, 10, 20))
    check_text_open(LESSON, is_saved=False, closed_at=None, cell=CELL, attempt=late, limits=LIMITS)
    with pytest.raises(Locked):
        check_text_open(LESSON, is_saved=True, closed_at=None, cell=CELL, attempt=late, limits=LIMITS)


def test_texts_go_ahead_as_far_as_one_likes() -> None:
    early = attempt_on(date(2026, 9, 1))
    for is_saved in (True, False):
        check_text_open(
            date(2027, 5, 20), is_saved=is_saved, closed_at=None, cell=CELL, attempt=early, limits=LIMITS
        )


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 8, 31), "ahead"),
        (date(2026, 9, 1), "open"),
        (date(2026, 9, 25), "open"),
        (date(2026, 9, 26), "closing"),
        (LAST_DAY, "closing"),
        (date(2026, 9, 29), "locked"),
    ],
)
def test_the_state_is_described(on: date, state: str) -> None:
    description = describe_lock(LESSON, closed_at=None, cell=CELL, attempt=attempt_on(on), limits=LIMITS)
    assert description.state == state
    assert description.last_day == LAST_DAY
    assert description.closed_on == (date(2026, 9, 29) if state == "locked" else None)


def test_a_granted_cell_is_described_with_its_deadline() -> None:
    description = describe_lock(
        LESSON, closed_at=None, cell=CELL, attempt=attempt_on(date(2026, 10, 1), GRANT), limits=LIMITS
    )
    assert (description.state, description.deadline, description.is_writable) == ("granted", DEADLINE, True)


@pytest.mark.parametrize(
    ("before", "days", "under_grant", "expected"),
    [
        ("5", 0, False, False),
        ("5", 1, False, True),
        ("5", 0, True, True),
        ("", 1, True, False),
        (None, 1, False, False),
        ((None, None), 3, False, False),
        (("Б", None), 3, False, True),
        ((None, 4), -2, False, False),
    ],
)
def test_replacing_a_saved_value_later_needs_a_reason(before, days, under_grant, expected) -> None:
    today = LESSON + timedelta(days=days)
    assert needs_reason(before, lesson_date=LESSON, today=today, under_grant=under_grant) is expected


def test_a_reason_of_spaces_is_none() -> None:
    tomorrow = LESSON + timedelta(days=1)
    with pytest.raises(NeedsReason) as refusal:
        check_reason("  ", before="5", after="4", lesson_date=LESSON, today=tomorrow, under_grant=False)
    assert refusal.value.payload() == {"before": "5", "after": "4"}
    check_reason("ошибка", before="5", after="4", lesson_date=LESSON, today=tomorrow, under_grant=False)
