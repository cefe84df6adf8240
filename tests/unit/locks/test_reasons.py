"""R-AMEND and R-SAMEDAY in every combination: whether a reason is wanted, whether a text is open."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from journal.errors import Locked, NeedsReason, NotRussian, TooLong
from journal.locks.rules import REASON_LIMIT, GrantView, LockState, check_reason, check_text_open
from tests.unit.locks.examples import CELL, LIMITS, TEACHER, attempt_on

LESSON = date(2026, 9, 14)
ONE_DAY = timedelta(days=1)
WHY = "ошибка при вводе"
GRANT = GrantView(4, TEACHER, datetime(2026, 12, 1, tzinfo=UTC), frozenset({CELL}))


@pytest.mark.parametrize(
    ("before", "under_grant", "days"), list(product(("", "4"), (False, True), (-1, 0, 1)))
)
def test_a_reason_is_wanted_for_what_was_saved_later_or_under_a_grant(
    before: str, under_grant: bool, days: int
) -> None:
    place = {"lesson_date": LESSON, "today": LESSON + days * ONE_DAY, "under_grant": under_grant}
    assert check_reason(f" {WHY} ", before=before, after="5", **place) == WHY
    if before and (under_grant or days > 0):
        with pytest.raises(NeedsReason) as refusal:
            check_reason(" ", before=before, after="5", **place)
        assert (refusal.value.before, refusal.value.after) == (before, "5")
    else:
        assert check_reason(" ", before=before, after="5", **place) == ""


def test_a_reason_is_a_short_line_in_russian() -> None:
    place = {"before": "4", "after": "5", "lesson_date": LESSON, "today": LESSON, "under_grant": False}
    assert len(check_reason("я" * REASON_LIMIT, **place)) == REASON_LIMIT
    with pytest.raises(TooLong) as refusal:
        check_reason("я" * (REASON_LIMIT + 1), **place)
    assert refusal.value.limit == REASON_LIMIT == 200
    with pytest.raises(NotRussian):
        check_reason("Past Simple", **place)


@pytest.mark.parametrize(
    ("is_saved", "is_closed", "days"), list(product((False, True), (False, True), (14, 15)))
)
def test_a_saved_text_is_locked_by_the_rule_or_by_what_was_recorded(
    is_saved: bool, is_closed: bool, days: int
) -> None:
    on = LESSON + days * ONE_DAY
    closed_at = datetime(2026, 9, 20, tzinfo=UTC) if is_closed else None
    where = {"is_saved": is_saved, "closed_at": closed_at, "cell": CELL, "limits": LIMITS}
    if is_saved and (is_closed or days == 15):
        with pytest.raises(Locked) as refusal:
            check_text_open(LESSON, attempt=attempt_on(on), **where)
        assert (refusal.value.kind, refusal.value.lesson_date) == ("lesson", LESSON)
        assert refusal.value.last_day == LESSON + 14 * ONE_DAY
        assert refusal.value.closed_on == (date(2026, 9, 20) if is_closed else on)
        assert check_text_open(LESSON, attempt=attempt_on(on, GRANT), **where) == GRANT
    else:
        assert check_text_open(LESSON, attempt=attempt_on(on), **where) is None


@pytest.mark.parametrize(
    ("state", "is_writable"),
    [
        ("open", True),
        ("closing", True),
        ("granted", True),
        ("locked", False),
        ("ahead", False),
        ("waiting", False),
    ],
)
def test_which_states_take_a_mark(state: str, is_writable: bool) -> None:
    assert LockState(state, LESSON).is_writable == is_writable
