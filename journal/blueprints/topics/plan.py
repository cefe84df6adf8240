"""The plan of a course: its topics, the lessons that took them, and what comes next (R-PLAN, R-TOPIC)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import render_template, url_for
from sqlalchemy.orm import Session

from journal.blueprints.topics import blueprint
from journal.database import current_session
from journal.lessons.queries import LessonRow, list_lesson_rows
from journal.models import AcademicYear, Course, PlanItem
from journal.permissions.actions import COURSE_VIEW, PLAN_EDIT
from journal.permissions.guard import current_actor, reads
from journal.permissions.policy import is_permitted
from journal.permissions.targets import course_target
from journal.plans.queries import TakenShare, find_plan, list_plan_items, list_shares, list_taken
from journal.plans.rules import compute_hours_left, forecast_topics
from journal.school import school_today


@dataclass(frozen=True)
class PlanRow:
    """A topic of the plan: the lessons that took it, the hours left, and when it comes if nothing changes."""

    item: PlanItem
    taken: Sequence[TakenShare]
    left: Decimal
    expected_on: date | None
    is_next: bool


@blueprint.get("/courses/<int:course_id>/plan/lessons")
@reads(COURSE_VIEW, course_target, "course_id")
def show_plan(course_id: int) -> str:
    """The plan's topics in their order, hours by plan and held."""
    session = current_session()
    course = session.get_one(Course, course_id)
    year = session.get_one(AcademicYear, course.year_id)
    lessons = list_lesson_rows(session, course_id, year.starts_on, year.ends_on)
    today = school_today(session)
    can_edit = is_permitted(current_actor(), PLAN_EDIT, course_target(session, course_id))
    rows = build_rows(session, course_id, [one for one in lessons if not one.topic])
    return render_template(
        "topics/plan.html",
        course=course,
        plan=find_plan(session, course_id),
        rows=rows,
        planned=sum(row.item.hours for row in rows),
        held=sum(one.hours for one in lessons if one.topic and one.held_on <= today),
        taken=sum(share.hours for row in rows for share in row.taken),
        lessons_left=sum(one.hours for one in lessons if one.held_on > today),
        import_url=url_for("imports.view_plan", course_id=course_id) if can_edit else "",
    )


def build_rows(session: Session, course_id: int, coming: Sequence[LessonRow]) -> list[PlanRow]:
    """The plan's topics with what was taken and what is expected of the lessons that have no topic yet."""
    items = list_plan_items(session, course_id)
    taken = list_taken(session, course_id)
    shares = list_shares(taken)
    left = compute_hours_left(items, shares)
    by_item: dict[int, list[TakenShare]] = defaultdict(list)
    for share in taken:
        by_item[share.plan_item_id].append(share)
    expected: dict[int, date] = {}
    forecast = forecast_topics(items, shares, [one.hours for one in coming])
    for lesson, offered in zip(coming, forecast, strict=True):
        for one in offered:
            expected.setdefault(one.plan_item_id, lesson.held_on)
    next_id = next((item.id for item in items if left[item.id] > 0), None)
    return [
        PlanRow(item, by_item[item.id], left[item.id], expected.get(item.id), item.id == next_id)
        for item in items
    ]
