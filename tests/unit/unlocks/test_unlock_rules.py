"""The life of a request to unlock, and what a decision may say (R-UNLOCK)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import BadRequest
from journal.locks.rules import LessonCell
from journal.unlocks.errors import (
    BadOrder,
    DeadlinePassed,
    DeadlineTooFar,
    Incomplete,
    NothingGranted,
    RequestStands,
    TooManyCells,
)
from journal.unlocks.rules import (
    BEFORE,
    DRAFT,
    EXPIRED,
    GRANTED,
    LONGEST_GRANT,
    MOST_CELLS,
    REFUSED,
    SENT,
    STATES,
    USED,
    WITHDRAWN,
    check_cells,
    check_complete,
    check_deadline,
    check_granted,
    check_ground,
    check_order,
    check_step,
    judge_end,
)

TODAY = date(2026, 11, 20)
CELLS = frozenset(LessonCell(1, pupil_id) for pupil_id in range(1, 6))
WAYS = {
    (DRAFT, SENT),
    (DRAFT, WITHDRAWN),
    (SENT, WITHDRAWN),
    (SENT, GRANTED),
    (SENT, REFUSED),
    (GRANTED, USED),
    (GRANTED, EXPIRED),
}


@given(st.sampled_from(STATES), st.lists(st.sampled_from(STATES), max_size=12))
def test_a_request_goes_only_the_known_ways(start: str, steps: list[str]) -> None:
    """Whatever is tried in whatever order: a refused step changes nothing, and a decision stands."""
    state, decisions = start, 0
    for step in steps:
        if (state, step) not in WAYS:
            with pytest.raises(RequestStands) as refusal:
                check_step(state, step)
            assert refusal.value.state == state
            continue
        check_step(state, step)
        decisions += step in (GRANTED, REFUSED)
        state = step
    assert decisions <= 1


def test_an_ended_request_takes_no_step() -> None:
    ended = {WITHDRAWN, REFUSED, USED, EXPIRED}
    assert not any(ended & states for states in BEFORE.values())


@given(
    st.frozensets(st.sampled_from(sorted(CELLS, key=str)), min_size=1),
    st.frozensets(st.sampled_from(sorted(CELLS, key=str))),
    st.booleans(),
)
def test_a_grant_is_used_or_expires_only_at_its_end(
    granted: frozenset[LessonCell], changed: frozenset[LessonCell], has_ended: bool
) -> None:
    becomes = judge_end(granted, changed, has_ended=has_ended)
    if all(cell in changed for cell in granted):
        assert becomes == USED
    elif not has_ended:
        assert becomes is None
    else:
        assert becomes == (USED if changed else EXPIRED)


@given(st.integers(-400, 400))
def test_a_deadline_is_today_or_soon(days: int) -> None:
    until = TODAY + timedelta(days=days)
    if days < 0:
        with pytest.raises(DeadlinePassed):
            check_deadline(until, TODAY)
    elif days > LONGEST_GRANT.days:
        with pytest.raises(DeadlineTooFar):
            check_deadline(until, TODAY)
    else:
        assert check_deadline(until, TODAY) == until


def test_a_decision_opens_some_of_what_was_asked_for() -> None:
    check_granted({LessonCell(1, 1)}, CELLS)
    with pytest.raises(NothingGranted):
        check_granted(frozenset(), CELLS)
    with pytest.raises(BadRequest):
        check_granted({LessonCell(2, 1)}, CELLS)


def test_a_request_names_some_cells_and_not_the_journal() -> None:
    check_cells(CELLS)
    with pytest.raises(Incomplete):
        check_cells(())
    with pytest.raises(TooManyCells):
        check_cells([LessonCell(1, number) for number in range(MOST_CELLS + 1)])


@pytest.mark.parametrize("missing", ["ground", "why", "papers"])
def test_what_is_sent_is_complete(missing: str) -> None:
    whole = {"ground": "illness", "why": "Справка принесена после закрытия", "papers": 1}
    check_complete(**whole)
    with pytest.raises(Incomplete) as refusal:
        check_complete(**{**whole, missing: 0 if missing == "papers" else ""})
    assert refusal.value.what == missing


def test_a_ground_is_one_of_the_regulation() -> None:
    assert check_ground("resit") == "resit"
    assert check_ground("") == ""
    with pytest.raises(BadRequest):
        check_ground("forgot")


@pytest.mark.parametrize(
    ("ordered", "starts", "ends", "trouble"),
    [(1, 0, 5, "order"), (0, 5, 4, "order"), (-9, -8, -1, "past"), (0, 0, 367, "long")],
)
def test_an_order_holds_for_sensible_days(ordered: int, starts: int, ends: int, trouble: str) -> None:
    days = [TODAY + timedelta(days=number) for number in (ordered, starts, ends)]
    with pytest.raises(BadOrder) as refusal:
        check_order(ordered_on=days[0], starts_on=days[1], ends_on=days[2], today=TODAY)
    assert refusal.value.trouble == trouble
    check_order(ordered_on=TODAY, starts_on=TODAY, ends_on=TODAY, today=TODAY)
