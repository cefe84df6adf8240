"""What a lesson takes from the plan, and the small rules of its parts (R-TOPIC, R-SAMEDAY)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from journal.errors import BadWeight
from journal.lessons.rules import check_weight, count_days_late, describe_topic, join_topics, share_hours
from journal.plans.rules import Share

ONE, HALF = Decimal(1), Decimal("0.5")
URAL = ZoneInfo("Asia/Yekaterinburg")


@dataclass(frozen=True)
class Row:
    id: int
    position: int
    topic: str


@pytest.mark.parametrize(
    ("chosen", "left", "lesson_hours", "expected"),
    [
        pytest.param([1], {1: Decimal(2)}, ONE, [(1, ONE)], id="first of two hours"),
        pytest.param([1, 2], {1: HALF, 2: HALF}, ONE, [(1, HALF), (2, HALF)], id="two halves"),
        pytest.param([1], {1: HALF}, ONE, [(1, ONE)], id="a short topic fills the lesson"),
        pytest.param([1], {1: Decimal(0)}, ONE, [(1, ONE)], id="taught longer than planned"),
        pytest.param(
            [1, 2], {1: ONE, 2: ONE}, ONE, [(1, ONE), (2, Decimal(0))], id="named though no hour is left"
        ),
        pytest.param([1, 2], {1: ONE, 2: ONE}, Decimal(2), [(1, ONE), (2, ONE)], id="a double lesson"),
        pytest.param([], {1: ONE}, ONE, [], id="off the plan"),
    ],
)
def test_the_hours_of_a_lesson_go_to_its_topics(
    chosen: list[int], left: dict[int, Decimal], lesson_hours: Decimal, expected: list[tuple[int, Decimal]]
) -> None:
    shares = share_hours(chosen, left, lesson_hours)
    assert shares == [Share(*pair) for pair in expected]
    assert sum(share.hours for share in shares) == (lesson_hours if chosen else 0)


def test_two_topics_make_one_sentence() -> None:
    rows = [Row(1, 7, "Доли."), Row(2, 8, "Дроби")]
    assert join_topics(rows) == "Доли. Дроби"
    assert describe_topic("Доли и дроби", rows) == "Доли и дроби (КТП № 7, 8)"
    assert describe_topic("Экскурсия", []) == "Экскурсия"
    assert describe_topic("", rows) == ""


@pytest.mark.parametrize(
    ("saved_at", "late"),
    [
        (None, 0),
        (datetime(2026, 11, 18, 9, tzinfo=UTC), 0),
        (datetime(2026, 11, 20, 18, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 20, 19, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 25, 9, tzinfo=UTC), 5),
    ],
)
def test_lateness_is_counted_in_days_of_the_school(saved_at: datetime | None, late: int) -> None:
    assert count_days_late(date(2026, 11, 20), saved_at, URAL) == late


@pytest.mark.parametrize("weight", ["0", "-1", "10.01", "NaN", "Infinity"])
def test_an_odd_weight_is_refused(weight: str) -> None:
    with pytest.raises(BadWeight):
        check_weight(Decimal(weight))


def test_a_weight_has_two_decimals() -> None:
    assert str(check_weight(Decimal("1.5"))) == "1.50"
