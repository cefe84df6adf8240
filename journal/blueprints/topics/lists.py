"""«Темы уроков и задания»: the topics and homework of a course, period by period (R-TOPIC, R-SAMEDAY)."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Any

from flask import render_template, url_for

from journal.blueprints.grades.sheet import choose_period
from journal.blueprints.topics import blueprint
from journal.database import current_session
from journal.finals.queries import list_course_windows
from journal.homework.queries import list_files, list_lesson_dates
from journal.homework.rules import compute_due
from journal.lessons.queries import LessonRow, list_lesson_rows
from journal.lessons.rules import count_days_late
from journal.models import Course
from journal.permissions.actions import COURSE_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import course_target
from journal.school import school_today, school_zone
from journal.school_calendar.names import name_period


@blueprint.get("/courses/<int:course_id>/topics")
@blueprint.get("/courses/<int:course_id>/topics/<int:period_id>")
@reads(COURSE_VIEW, course_target, "course_id")
def list_topics(course_id: int, period_id: int | None = None) -> str:
    """The lessons of a period with topic, homework and hours; gaps and late entries are marked."""
    session = current_session()
    course = session.get_one(Course, course_id)
    windows = list_course_windows(session, course)
    today = school_today(session)
    period = choose_period(windows, period_id, today)
    lessons = list_lesson_rows(session, course_id, period.starts_on, period.ends_on)
    dates = list_lesson_dates(session, course_id)
    zone = school_zone(session)
    rows = [describe_lesson(one, today, zone) | {"due_on": find_due(one, dates)} for one in lessons]
    return render_template(
        "topics/list.html",
        course=course,
        period_name=name_period(period.kind, period.number),
        periods=[
            (
                url_for("topics.list_topics", course_id=course_id, period_id=one.id),
                name_period(one.kind, one.number),
                one.id == period.id,
            )
            for one, _window in windows
        ],
        rows=rows,
        today=today,
        hours=sum(one.hours for one in lessons if one.topic),
        gaps=sum(row["topic_gap"] or row["homework_gap"] for row in rows),
        files=list_files(session, [one.id for one in lessons]),
    )


def describe_lesson(lesson: LessonRow, today: date, zone: tzinfo) -> dict[str, Any]:
    """A row of the list: what is missing, and how late what is there came."""
    is_past = lesson.held_on <= today
    return {
        "lesson": lesson,
        "topic_gap": is_past and not lesson.topic,
        "homework_gap": is_past and lesson.homework is None,
        "topic_late": count_days_late(lesson.held_on, lesson.topic_saved_at, zone),
        "homework_late": count_days_late(lesson.held_on, lesson.homework_saved_at, zone),
    }


def find_due(lesson: LessonRow, dates: Sequence[date]) -> date | None:
    """When the homework is due, None where none was set."""
    return compute_due(lesson.held_on, dates, lesson.due_on) if lesson.homework is not None else None
