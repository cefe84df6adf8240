"""Reading lesson plans: their topics, and which lessons took which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import Lesson, LessonPlan, LessonTopic, PlanItem
from journal.plans.rules import Share


@dataclass(frozen=True)
class TakenShare:
    """Hours of a topic that a lesson took."""

    plan_item_id: int
    hours: Decimal
    lesson_id: int
    held_on: date


def find_plan(session: Session, course_id: int) -> LessonPlan | None:
    """The plan of a course, or None while it has none (R-PLAN)."""
    return session.scalar(select(LessonPlan).where(LessonPlan.course_id == course_id))


def list_plan_items(session: Session, course_id: int) -> Sequence[PlanItem]:
    """The topics of a course's plan, in its order."""
    return session.scalars(
        select(PlanItem)
        .join(LessonPlan, LessonPlan.id == PlanItem.plan_id)
        .where(LessonPlan.course_id == course_id)
        .order_by(PlanItem.position)
    ).all()


def list_taken(session: Session, course_id: int) -> list[TakenShare]:
    """What the course's lessons have taken from the plan, in order of time; cancelled ones took nothing."""
    rows = session.execute(
        select(LessonTopic.plan_item_id, LessonTopic.hours, Lesson.id, Lesson.held_on)
        .join(Lesson, Lesson.id == LessonTopic.lesson_id)
        .where(Lesson.course_id == course_id, Lesson.cancelled_at.is_(None))
        .order_by(Lesson.held_on, Lesson.number, Lesson.id)
    )
    return [TakenShare(*row) for row in rows]


def list_shares(taken: Sequence[TakenShare], *, except_lesson: int | None = None) -> list[Share]:
    """The shares of all lessons but one, as the rules of the plan want them."""
    return [Share(one.plan_item_id, one.hours) for one in taken if one.lesson_id != except_lesson]
