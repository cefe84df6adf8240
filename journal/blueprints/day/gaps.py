"""The lessons behind a number of the day: those of a teacher or of a class that lack something."""

from collections.abc import Callable

from flask import render_template

from journal.blueprints.day import blueprint
from journal.blueprints.day.parts import Desk
from journal.day import queries
from journal.day.rules import LessonRecord, Span, find_month, find_week
from journal.models import AcademicYear, SchoolClass
from journal.permissions.actions import CLASS_GAPS_VIEW, GAPS_WATCH
from journal.permissions.guard import current_actor, reads
from journal.permissions.targets import class_target

Find = Callable[[AcademicYear, Span], list[LessonRecord]]


@blueprint.get("/teachers/<int:person_id>")
@reads(GAPS_WATCH)
def list_teacher_gaps(person_id: int) -> str:
    """The lessons of a teacher in the watched week and month that lack something."""
    desk = Desk.of_today(current_actor(), 0)
    title = queries.get_teacher_name(desk.session, person_id)
    return render_gaps(
        desk, title, lambda year, span: queries.list_teacher_gaps(desk.session, year, person_id, span)
    )


@blueprint.get("/classes/<int:class_id>")
@reads(CLASS_GAPS_VIEW, class_target, "class_id")
def list_class_gaps(class_id: int) -> str:
    """The lessons of a class in the watched week and month that lack something (R-WEEKLY)."""
    desk = Desk.of_today(current_actor(), 0)
    title = desk.session.get_one(SchoolClass, class_id).name
    return render_gaps(
        desk,
        title,
        lambda year, span: queries.list_class_records(desk.session, year, class_id, span, only_gaps=True),
    )


def render_gaps(desk: Desk, title: str, find: Find) -> str:
    """The list, the oldest lesson first, each with its teachers and its page."""
    span = desk.span_back(min(find_week(desk.today).first, find_month(desk.today).first))
    records = find(desk.year, span) if desk.year else []
    teachers = queries.list_teachers(desk.session, desk.year) if desk.year else {}
    return render_template(
        "day/gaps.html", title=title, span=span, records=records, teachers=teachers, today=desk.today
    )
