"""The topic on the lesson screen: what stands, what the plan offers, what else it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from journal.blueprints.grades.heads import show_weight
from journal.lessons.place import LessonPlace
from journal.lessons.rules import join_topics
from journal.lessons.services import list_taken_items
from journal.locks.rules import LockState
from journal.models import PlanItem
from journal.plans.queries import list_plan_items, list_shares, list_taken
from journal.plans.rules import Share, compute_hours_left, offer_topics


@dataclass(frozen=True)
class PlanChoice:
    """One or several topics of the plan that a lesson may take: `key` joins their ids by «-»."""

    key: str
    text: str
    label: str
    homework: str = ""


@dataclass(frozen=True)
class TopicView:
    """The topic of a lesson as the screen shows it."""

    text: str
    typed: str
    key: str
    typed_key: str
    offer: PlanChoice | None
    choices: Sequence[PlanChoice]
    is_open: bool
    has_plan: bool


def build_topic(session: Session, place: LessonPlace, lock: LockState, typed: dict[str, str]) -> TopicView:
    """The topic with the plan's offer: by order, never by date (R-TOPIC)."""
    lesson = place.lesson
    items = list_plan_items(session, lesson.course_id)
    given = list_shares(list_taken(session, lesson.course_id), except_lesson=lesson.id)
    shares = offer_topics(items, given, lesson.hours)
    taken = list_taken_items(session, lesson.id)
    key = join_ids(taken)
    left = compute_hours_left(items, given)
    choices = [make_choice([item]) for item in items if left[item.id] > 0]
    for ids in ([share.plan_item_id for share in shares], list(taken)):
        if ids and join_ids(ids) not in {choice.key for choice in choices}:
            choices.insert(0, make_choice([item for item in items if item.id in ids]))
    return TopicView(
        text=lesson.topic,
        typed=typed.get("topic", lesson.topic),
        key=key,
        typed_key=typed.get("plan", key),
        offer=make_offer(items, shares) if not lesson.topic else None,
        choices=choices,
        is_open=not lesson.topic or lock.closed_on is None or lock.state == "granted",
        has_plan=bool(items),
    )


def make_offer(items: Sequence[PlanItem], shares: Sequence[Share]) -> PlanChoice | None:
    """What the plan offers, or None when it is used up."""
    ids = {share.plan_item_id for share in shares}
    chosen = [item for item in items if item.id in ids]
    return make_choice(chosen) if chosen else None


def make_choice(items: Sequence[PlanItem]) -> PlanChoice:
    """The words, the numbers and the homework of one or several topics."""
    text = join_topics(items)
    numbers = ", ".join(str(item.position) for item in items)
    hours = show_weight(sum((item.hours for item in items), Decimal(0)))
    return PlanChoice(
        key=join_ids([item.id for item in items]),
        text=text,
        label=f"№ {numbers}. {text} ({hours} ч)",
        homework=" ".join(item.homework for item in items if item.homework),
    )


def join_ids(ids: Sequence[int]) -> str:
    """«12-13»."""
    return "-".join(str(one) for one in ids)
