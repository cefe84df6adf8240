"""Which topic of the plan a lesson is offered: by order, never by date (R-TOPIC, R-CANCEL)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Topic(Protocol):
    """A row of the plan."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def hours(self) -> Decimal:
        """The hours that the plan gives it."""


@dataclass(frozen=True)
class Share:
    """So many hours of a topic, in one lesson."""

    plan_item_id: int
    hours: Decimal


def compute_hours_left(topics: Sequence[Topic], given: Iterable[Share]) -> dict[int, Decimal]:
    """Return the hours that every topic has left, in the plan's order, after what lessons have recorded."""
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for share in given:
        spent[share.plan_item_id] += share.hours
    return {topic.id: max(Decimal(0), topic.hours - spent[topic.id]) for topic in topics}


def offer_topics(
    topics: Sequence[Topic], given: Iterable[Share], lesson_hours: Decimal = Decimal(1)
) -> list[Share]:
    """Return what a lesson should take up: the first topics with hours left, until its own hours are full.

    *given* are the shares of the course's other lessons. So a topic of 2 h spans two lessons and two of 0.5
    share one; a cancelled lesson records nothing, and what it would have taken moves to the next.
    """
    shares = []
    for item_id, left in compute_hours_left(topics, given).items():
        taken = min(left, lesson_hours)
        if taken > 0:
            shares.append(Share(item_id, taken))
            lesson_hours -= taken
    return shares


def forecast_topics(
    topics: Sequence[Topic], given: Iterable[Share], lessons: Iterable[Decimal]
) -> list[list[Share]]:
    """Return what each of the coming lessons, given by its hours, will be offered if nothing changes."""
    taken = list(given)
    forecast = []
    for lesson_hours in lessons:
        shares = offer_topics(topics, taken, lesson_hours)
        taken.extend(shares)
        forecast.append(shares)
    return forecast
