"""The forecast: what the mark becomes, and the ways to the next one (R-FORECAST)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from journal.finals.rules import Thresholds
from journal.forecast.rules import (
    MOST_MARKS,
    GivenMark,
    WorkKind,
    build_forecast,
    count_needed,
    list_means,
    list_weights,
)

THRESHOLDS = Thresholds(Decimal("2.5"), Decimal("3.5"), Decimal("4.5"))
DAY = date(2026, 11, 2)
ANSWER, TEST = WorkKind("ответ на уроке", Decimal(1)), WorkKind("контрольная", Decimal(4))
weights = st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(4)])
pairs = st.lists(st.tuples(st.integers(1, 5), weights), min_size=1, max_size=15)


def given_marks(*values: int) -> list[GivenMark]:
    """Marks of weight 1 on consecutive days."""
    return [GivenMark(value, Decimal(1), DAY + timedelta(days=n)) for n, value in enumerate(values)]


def slow_mark(marks: list[tuple[int, Decimal]]) -> int:
    """The proposed mark, computed the obvious way: the mean with two decimals, half up."""
    mean = sum(mark * Fraction(weight) for mark, weight in marks) / sum(Fraction(w) for _, w in marks)
    cents = int(mean * 100 + Fraction(1, 2))
    return 5 if cents >= 450 else 4 if cents >= 350 else 3 if cents >= 250 else 2


def test_three_and_four_lead_to_a_four() -> None:
    forecast = build_forecast(given_marks(3, 4), [ANSWER, TEST], THRESHOLDS)
    assert (forecast.mean, forecast.becomes, forecast.target) == (Decimal("3.50"), 4, 5)
    assert [(way.count, way.value, way.kind.name) for way in forecast.ways] == [
        (1, 5, "контрольная"),
        (4, 5, "ответ на уроке"),
    ]


def test_no_way_asks_for_more_than_another_in_nothing_better() -> None:
    forecast = build_forecast(given_marks(3), [ANSWER, TEST], THRESHOLDS)
    assert [(way.count, way.value, way.kind) for way in forecast.ways] == [(1, 4, ANSWER)]


def test_a_five_needs_nothing_and_no_marks_foretell_nothing() -> None:
    assert build_forecast(given_marks(5, 5), [ANSWER], THRESHOLDS).ways == ()
    nothing = build_forecast([], [ANSWER], THRESHOLDS)
    assert (nothing.becomes, nothing.target) == (None, None)


def test_a_far_mark_has_no_way() -> None:
    forecast = build_forecast(given_marks(*[1] * 40), [ANSWER], THRESHOLDS)
    assert forecast.target == 3
    assert forecast.ways == ()


@given(pairs, st.integers(3, 5), st.integers(3, 5), weights)
def test_the_count_is_enough_and_the_least(
    marks: list[tuple[int, Decimal]], target: int, value: int, weight: Decimal
) -> None:
    count = count_needed(marks, (value, weight), target, THRESHOLDS)
    reached = [
        number
        for number in range(1, MOST_MARKS + 1)
        if slow_mark([*marks, *[(value, weight)] * number]) >= target
    ]
    assert count == (reached[0] if reached else None)


@given(pairs)
def test_every_way_leads_to_the_target(marks: list[tuple[int, Decimal]]) -> None:
    given = [GivenMark(value, weight, DAY) for value, weight in marks]
    forecast = build_forecast(given, [ANSWER, TEST], THRESHOLDS)
    for way in forecast.ways:
        assert forecast.target is not None
        assert slow_mark([*marks, *[(way.value, way.kind.weight)] * way.count]) >= forecast.target


def test_the_mean_over_time_has_one_point_a_day() -> None:
    marks = [*given_marks(5, 3), GivenMark(4, Decimal(2), DAY + timedelta(days=1))]
    assert list_means(marks) == [(DAY, Decimal("5.00")), (DAY + timedelta(days=1), Decimal("4.00"))]


def test_one_kind_of_work_stands_for_each_weight() -> None:
    kinds = [ANSWER, WorkKind("домашняя", Decimal(1)), TEST, WorkKind("без веса", Decimal(0))]
    assert list_weights(kinds) == [ANSWER, TEST]
