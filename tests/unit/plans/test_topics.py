"""R-TOPIC: the plan is offered by order and hours, never by date; a cancelled lesson shifts it (R-CANCEL)."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from journal.plans.rules import Share, compute_hours_left, forecast_topics, offer_topics

HALF, ONE, TWO = Decimal("0.5"), Decimal(1), Decimal(2)


@dataclass(frozen=True)
class Topic:
    id: int
    hours: Decimal


def plan(*hours: Decimal) -> list[Topic]:
    return [Topic(number, each) for number, each in enumerate(hours, start=1)]


HOURS = st.sampled_from([HALF, ONE, Decimal("1.5"), TWO])
PLANS = st.lists(HOURS, max_size=12).map(lambda hours: plan(*hours))


def test_the_first_topic_with_hours_left_is_offered() -> None:
    topics = plan(ONE, ONE, ONE)
    assert offer_topics(topics, []) == [Share(1, ONE)]
    assert offer_topics(topics, [Share(1, ONE)]) == [Share(2, ONE)]
    assert offer_topics(topics, [Share(2, ONE)]) == [Share(1, ONE)]


def test_two_hours_span_two_lessons() -> None:
    assert forecast_topics(plan(TWO, ONE), [], [ONE] * 4) == [
        [Share(1, ONE)],
        [Share(1, ONE)],
        [Share(2, ONE)],
        [],
    ]


def test_two_halves_share_one_lesson() -> None:
    assert forecast_topics(plan(HALF, HALF, ONE), [], [ONE, ONE]) == [
        [Share(1, HALF), Share(2, HALF)],
        [Share(3, ONE)],
    ]


def test_a_cancelled_lesson_moves_the_rest_by_one() -> None:
    topics = plan(ONE, ONE, ONE)
    recorded = [Share(1, ONE)]  # the second lesson was cancelled and recorded nothing
    assert forecast_topics(topics, recorded, [ONE, ONE, ONE]) == [[Share(2, ONE)], [Share(3, ONE)], []]


def test_a_finished_plan_offers_nothing() -> None:
    assert offer_topics(plan(ONE), [Share(1, ONE)]) == []
    assert offer_topics([], []) == []


def test_more_hours_than_planned_leave_none() -> None:
    assert compute_hours_left(plan(ONE, ONE), [Share(1, TWO)]) == {1: Decimal(0), 2: ONE}


@given(PLANS, st.integers(0, 30))
def test_lessons_take_up_the_plan_in_halves_one_after_another(topics, lessons: int) -> None:
    """The obvious version: the plan written out as half hours, dealt two to a lesson."""
    halves = [topic.id for topic in topics for _ in range(int(topic.hours * 2))]
    expected = [Counter(halves[start : start + 2]) for start in range(0, lessons * 2, 2)]
    forecast = forecast_topics(topics, [], [ONE] * lessons)
    assert [
        Counter({share.plan_item_id: int(share.hours * 2) for share in shares}) for shares in forecast
    ] == expected


@given(PLANS, st.integers(0, 6))
def test_order_is_kept_whatever_was_given(topics, skipped: int) -> None:
    given_shares = [Share(topic.id, topic.hours) for topic in topics[:skipped]]
    offered = [share.plan_item_id for share in offer_topics(topics, given_shares)]
    assert offered == sorted(offered)
    assert all(number > skipped for number in offered)
