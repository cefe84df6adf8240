"""The chart of the mean: everything stays inside, later is further right, better is higher."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from journal.forecast.chart import build_chart

FIRST, LAST = date(2026, 11, 2), date(2026, 12, 30)
means = st.lists(
    st.tuples(st.integers(0, (LAST - FIRST).days), st.decimals(Decimal(1), Decimal(5), places=2)),
    unique_by=lambda pair: pair[0],
    min_size=1,
)


@given(means)
def test_points_keep_to_the_plain_and_to_their_order(found: list[tuple[int, Decimal]]) -> None:
    series = [(FIRST + timedelta(days=day), mean) for day, mean in sorted(found)]
    chart = build_chart(series, FIRST, LAST, width=280, height=72)
    assert all(0 <= point.x <= 280 and 0 <= point.y <= 72 for point in chart.points)
    assert [point.x for point in chart.points] == sorted(point.x for point in chart.points)
    best = max(chart.points, key=lambda point: point.mean)
    assert best.y == min(point.y for point in chart.points)
    assert len(chart.line.split()) == len(series)


def test_a_single_day_is_no_division_by_zero() -> None:
    assert build_chart([(FIRST, Decimal(4))], FIRST, FIRST, width=100, height=30).points[0].x == 0
