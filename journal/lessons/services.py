"""Writing a lesson's topic: the one way in, whoever asks and however (R-TOPIC, R-SAMEDAY, R-AMEND)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, record_text
from journal.errors import Conflict, NotFound
from journal.lessons.place import OpenLesson, amendment_place, open_lesson
from journal.lessons.queries import find_last_change
from journal.lessons.rules import TOPIC_LIMIT, describe_topic, join_topics, share_hours
from journal.locks.rules import check_reason
from journal.models import LessonTopic, PlanItem
from journal.permissions.actions import TOPIC_EDIT
from journal.permissions.actor import Actor
from journal.plans.queries import list_plan_items, list_shares, list_taken
from journal.plans.rules import compute_hours_left
from journal.texts.rules import check_line


@dataclass(frozen=True)
class TopicValue:
    """A lesson's topic: its words, and the topics of the plan that it takes up."""

    text: str = ""
    plan_item_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class TopicWrite:
    """What somebody wants as a lesson's topic: without words those of the plan; *saw* is what was seen."""

    wanted: TopicValue
    saw: str
    reason: str = ""
    source: str = "typed"


def save_topic(session: Session, *, actor: Actor, lesson_id: int, write: TopicWrite) -> TopicValue:
    """Write a lesson's topic and return what stands now; one that stands already changes nothing.

    A missing one may be filled in after the lock and counts as late. Raises `NotRussian`, `TooLong`,
    `Locked`, `Conflict`, `NeedsReason`, `NotFound` for a topic of another plan, and what `open_lesson` does.
    """
    opened = open_lesson(session, actor=actor, lesson_id=lesson_id, action=TOPIC_EDIT)
    lesson = opened.place.lesson
    items = list_plan_items(session, lesson.course_id)
    wanted = _complete(write.wanted, items)
    now = TopicValue(lesson.topic, list_taken_items(session, lesson_id))
    if wanted == now:
        return now
    grant = opened.check_text(is_saved=bool(now.text))
    if now.text not in (write.saw, wanted.text):
        last = find_last_change(session, lesson_id, "topic")
        raise Conflict(
            now={"topic": now.text, "plan_item_ids": list(now.plan_item_ids)},
            by=last.actor_name if last else "",
            at=last.made_at if last else None,
        )
    before, after = _describe(now, items), _describe(wanted, items)
    reason = check_reason(
        write.reason,
        before=before,
        after=after,
        lesson_date=lesson.held_on,
        today=opened.attempt.today,
        under_grant=grant is not None,
    )
    _store(session, opened, wanted, items)
    record_text(
        session,
        actor=actor,
        kind="topic",
        place=amendment_place(session, opened.place),
        before=before,
        after=after,
        cause=Cause(write.source, reason, grant.grant_id if grant else None),
    )
    session.flush()
    return wanted


def list_taken_items(session: Session, lesson_id: int) -> tuple[int, ...]:
    """The topics of the plan that a lesson takes up, in the plan's order."""
    return tuple(
        session.scalars(
            select(LessonTopic.plan_item_id)
            .join(PlanItem, PlanItem.id == LessonTopic.plan_item_id)
            .where(LessonTopic.lesson_id == lesson_id)
            .order_by(PlanItem.position)
        )
    )


def _complete(wanted: TopicValue, items: Sequence[PlanItem]) -> TopicValue:
    """Check the words, take the plan's where there are none, and put the topics into the plan's order."""
    chosen = _choose(wanted, items)
    if len(chosen) < len(set(wanted.plan_item_ids)):
        raise NotFound()
    text = check_line(wanted.text, TOPIC_LIMIT) or join_topics(chosen)[:TOPIC_LIMIT]
    return TopicValue(text, tuple(item.id for item in chosen))


def _choose(value: TopicValue, items: Sequence[PlanItem]) -> list[PlanItem]:
    return [item for item in items if item.id in value.plan_item_ids]


def _describe(value: TopicValue, items: Sequence[PlanItem]) -> str:
    return describe_topic(value.text, _choose(value, items))


def _store(session: Session, opened: OpenLesson, wanted: TopicValue, items: Sequence[PlanItem]) -> None:
    """Write the words, and the hours that the lesson takes from each topic of the plan."""
    lesson = opened.place.lesson
    if not wanted.text:
        lesson.topic_saved_at = None
    elif lesson.topic_saved_at is None:
        lesson.topic_saved_at = clock.now()
    lesson.topic = wanted.text
    session.execute(delete(LessonTopic).where(LessonTopic.lesson_id == lesson.id))
    given = list_shares(list_taken(session, lesson.course_id), except_lesson=lesson.id)
    hours_left = compute_hours_left(items, given)
    for share in share_hours(wanted.plan_item_ids, hours_left, lesson.hours):
        session.add(LessonTopic(lesson_id=lesson.id, plan_item_id=share.plan_item_id, hours=share.hours))
