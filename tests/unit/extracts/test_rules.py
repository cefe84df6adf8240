"""Steps, days and spans of applications and extracts (R-APPLY, R-ONEDAY, R-RHYTHM, R-OWNER)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.extracts import rules
from journal.extracts.errors import BadSpan, IncompleteApplication, NothingNew, WrongStep
from journal.extracts.rules import Span, Timeliness

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 9, 1), date(2027, 5, 31))


def test_a_whole_way() -> None:
    way = ["prepared", "received", "working", "ready", "delivered", "ready", "delivered", "withdrawn"]
    for before, after in pairwise(way):
        rules.check_step(before, after)


@pytest.mark.parametrize("ended", ["refused", "withdrawn"])
@pytest.mark.parametrize("wanted", rules.STEPS)
def test_what_has_ended_stays_so(ended: str, wanted: str) -> None:
    with pytest.raises(WrongStep):
        rules.check_step(ended, wanted)


@pytest.mark.parametrize(
    ("before", "after"),
    [("prepared", "ready"), ("prepared", "delivered"), ("received", "delivered"), ("ready", "refused")],
)
def test_no_step_is_left_out(before: str, after: str) -> None:
    with pytest.raises(WrongStep):
        rules.check_step(before, after)


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        (Span(TODAY + timedelta(days=1)), "ahead"),
        (Span(TODAY, TODAY - timedelta(days=1)), "order"),
        (Span(TODAY - timedelta(days=400)), "long"),
        (Span(date(2025, 9, 1), date(2026, 9, 3)), "long"),
    ],
)
def test_days_that_cannot_be_asked_for(span: Span, reason: str) -> None:
    with pytest.raises(BadSpan) as caught:
        rules.check_span(span, TODAY)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("delivery", "address", "missing"),
    [
        ("pigeon", "", "delivery"),
        ("post", "", "address"),
        ("email", "", "address"),
        ("email", "мама", "email"),
        ("email", "a@", "email"),
        ("email", "a b@c", "email"),
    ],
)
def test_a_way_of_delivery_without_its_address(delivery: str, address: str, missing: str) -> None:
    with pytest.raises(IncompleteApplication) as caught:
        rules.check_delivery(delivery, address, "секретик")
    assert caught.value.missing == missing


@pytest.mark.parametrize(
    ("delivery", "address"), [("person", ""), ("post", "с. Конево, 1"), ("email", "a@b.ru"), ("portal", "")]
)
def test_ways_of_delivery(delivery: str, address: str) -> None:
    rules.check_delivery(delivery, address, "секретик" if delivery == "email" else "")


@pytest.mark.parametrize("protection", ["", "пять5", "п" * 64])
def test_a_file_by_e_mail_has_a_password_that_a_pdf_can_take(protection: str) -> None:
    with pytest.raises(IncompleteApplication) as caught:
        rules.check_delivery("email", "a@b.ru", protection)
    assert caught.value.missing == "protection"


@pytest.mark.parametrize(
    ("way", "note", "missing"), [("", "", "way"), ("pigeon", "", "way"), ("post", "", "register")]
)
def test_how_an_extract_went_is_said_in_full(way: str, note: str, missing: str) -> None:
    with pytest.raises(IncompleteApplication) as caught:
        rules.check_way(way, note)
    assert caught.value.missing == missing


@pytest.mark.parametrize("days", [-1, 32])
def test_a_signature_of_tomorrow_or_of_long_ago(days: int) -> None:
    with pytest.raises(IncompleteApplication):
        rules.check_signature(TODAY - timedelta(days=days), TODAY)


def test_signatures_that_count() -> None:
    rules.check_signature(TODAY, TODAY)
    rules.check_signature(TODAY - timedelta(days=31), TODAY)


def test_the_rhythm() -> None:
    friday = date(2026, 11, 20)
    assert rules.compute_next_due_day(friday, at_risk=False, week_days=5) == date(2026, 12, 4)
    assert rules.compute_next_due_day(friday, at_risk=True, week_days=5) == date(2026, 11, 27)
    assert rules.compute_next_due_day(date(2026, 12, 24), at_risk=True, week_days=5) == date(2027, 1, 11)


@given(DAYS, st.lists(st.integers(1, 40), max_size=6))
def test_extracts_follow_each_other_without_a_gap_or_an_overlap(starts_on: date, steps: list[int]) -> None:
    told_until, today = None, starts_on
    told: list[date] = []
    for step in steps:
        today += timedelta(days=step)
        first, told_until = rules.compute_next_span(Span(starts_on), told_until, today)
        assert told_until == today
        told += [first + timedelta(days=n) for n in range((today - first).days + 1)]
    assert told == [starts_on + timedelta(days=n) for n in range(len(told))]


def test_a_repeated_extract_has_nothing_new_to_tell_on_the_same_day() -> None:
    with pytest.raises(NothingNew):
        rules.compute_next_span(Span(date(2026, 9, 1)), TODAY, TODAY)


def test_an_extract_asked_for_once_tells_all_its_days_again() -> None:
    wanted = Span(date(2026, 9, 1), TODAY - timedelta(days=3))
    for told_until in (None, wanted.ends_on):
        assert rules.compute_next_span(wanted, told_until, TODAY) == (wanted.starts_on, wanted.ends_on)


@pytest.mark.parametrize(
    ("early", "at_risk", "serves"),
    [
        (0, False, True),
        (7, False, True),
        (8, False, False),
        (3, True, True),
        (4, True, False),
        (-5, True, True),
    ],
)
def test_an_extract_made_long_before_its_day_is_an_extra_one(early: int, at_risk: bool, serves: bool) -> None:
    assert rules.serves_due_day(TODAY, TODAY - timedelta(days=early), at_risk=at_risk) == serves


@given(st.lists(st.tuples(DAYS, st.none() | DAYS)), DAYS)
def test_timeliness_against_the_obvious_count(extracts: list[tuple[date, date | None]], today: date) -> None:
    expected = []
    for month in sorted({due.replace(day=1) for due, _ in extracts}):
        own = [(due, made) for due, made in extracts if due.replace(day=1) == month]
        in_time = len([1 for due, made in own if made is not None and made <= due])
        late = len(
            [1 for due, made in own if (made is not None and made > due) or (not made and today > due)]
        )
        if in_time or late:
            expected.append(Timeliness(month, in_time, late))
    assert rules.count_timeliness(extracts, today) == expected
