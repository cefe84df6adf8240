"""A lesson's topics and lateness, the weights of columns, where it may be moved (R-TOPIC, R-CANCEL)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Literal, Protocol

from journal.errors import BadWeight
from journal.plans.rules import Share
from journal.school_calendar.rules import Dated, is_within

TOPIC_LIMIT = 500
COLUMN_TITLE_LIMIT = 120
SMALLEST_WEIGHT, LARGEST_WEIGHT = Decimal("0.1"), Decimal(10)
SUNDAY = 6
MoveTrouble = Literal["holiday", "period"]


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


class Rest(Dated, Protocol):
    """Days without lessons, with their name."""

    @property
    def name(self) -> str:
        """As the calendar calls them."""


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


@dataclass(frozen=True)
class ClassCalendar:
    """The periods of a class without the year itself, its holidays, and the country's days off by name."""

    periods: Sequence[Dated]
    breaks: Sequence[Rest]
    public: Mapping[date, str]


def check_moved_day(held_on: date, target: date, calendars: Sequence[ClassCalendar]) -> MoveTrouble | None:
    """R-CANCEL: what forbids moving a lesson to the day *target* in any of its classes, or None.

    «holiday» on a Sunday and on days without lessons; «period» outside the period in which its marks count. A
    Saturday is allowed: schools of five days make up for lost days on it.
    """
    if target.weekday() == SUNDAY:
        return "holiday"
    for calendar in calendars:
        if target in calendar.public or any(is_within(target, rest) for rest in calendar.breaks):
            return "holiday"
    for calendar in calendars:
        if any(is_within(held_on, span) != is_within(target, span) for span in calendar.periods):
            return "period"
    return None
