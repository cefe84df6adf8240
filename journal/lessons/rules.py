"""A lesson's share of the plan, its topic in the history, its lateness, the weights of columns (R-TOPIC)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Protocol

from journal.errors import BadWeight
from journal.plans.rules import Share

TOPIC_LIMIT = 500
COLUMN_TITLE_LIMIT = 120
SMALLEST_WEIGHT, LARGEST_WEIGHT = Decimal("0.1"), Decimal(10)


class PlannedTopic(Protocol):
    """A row of the plan with its number and words."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def position(self) -> int:
        """Its number in the plan."""

    @property
    def topic(self) -> str:
        """Its words."""


def share_hours(
    item_ids: Sequence[int], hours_left: Mapping[int, Decimal], lesson_hours: Decimal
) -> list[Share]:
    """Return how a lesson's hours go to the chosen topics, in their order (R-TOPIC).

    Each takes what it has left; what then remains of the lesson goes to the last one, so that a topic may be
    taught longer than planned and the lesson's hours always add up.
    """
    shares = []
    for item_id in item_ids:
        taken = min(hours_left.get(item_id, Decimal(0)), lesson_hours)
        shares.append(Share(item_id, taken))
        lesson_hours -= taken
    if shares and lesson_hours > 0:
        last = shares.pop()
        shares.append(Share(last.plan_item_id, last.hours + lesson_hours))
    return shares


def join_topics(topics: Sequence[PlannedTopic]) -> str:
    """Return the words of one or several topics of the plan as a lesson's topic."""
    return ". ".join(topic.topic.strip().rstrip(".") for topic in topics)


def describe_topic(text: str, topics: Sequence[PlannedTopic]) -> str:
    """Return a lesson's topic as its history keeps it, with the numbers of the plan's topics."""
    if not text or not topics:
        return text
    numbers = ", ".join(str(topic.position) for topic in topics)
    return f"{text} (КТП № {numbers})"


def count_days_late(held_on: date, saved_at: datetime | None, zone: tzinfo) -> int:
    """R-SAMEDAY: return by how many days after the lesson an entry was first made; 0 on its day or before."""
    if saved_at is None:
        return 0
    return max(0, (saved_at.astimezone(zone).date() - held_on).days)


def check_weight(weight: Decimal) -> Decimal:
    """Return a column's weight with two decimals; raise BadWeight."""
    if not weight.is_finite() or not SMALLEST_WEIGHT <= weight <= LARGEST_WEIGHT:
        raise BadWeight(smallest=SMALLEST_WEIGHT, largest=LARGEST_WEIGHT)
    return weight.quantize(Decimal("0.01"))
