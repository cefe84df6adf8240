"""Final marks of a course beside their proposals: the teacher types, the program proposes (R-OBJECTIVE)."""

from typing import Any

from flask import render_template, url_for

from journal.blueprints.finals import blueprint
from journal.blueprints.finals.labels import build_lock_view
from journal.blueprints.grades.sheet import can_edit, choose_period
from journal.blueprints.grades.texts import build_grid_texts
from journal.database import current_session
from journal.entries.sheet_rows import CourseRows, get_course_rows
from journal.entries.symbols import FINALS
from journal.errors import NotFound
from journal.finals.columns import find_granted
from journal.finals.course_finals import get_course_finals
from journal.finals.queries import list_course_windows, view_period
from journal.locks.rules import Attempt, FinalCell, describe_final_lock
from journal.locks.services import make_attempt, make_limits
from journal.models import FinalWindow, Period
from journal.names import short_name
from journal.permissions.actions import COURSE_VIEW
from journal.permissions.guard import current_actor, reads
from journal.permissions.targets import course_target
from journal.school import school_today
from journal.school_calendar.names import abbreviate_period, name_period

NOBODY = 0


@blueprint.get("/courses/<int:course_id>/finals")
@blueprint.get("/courses/<int:course_id>/finals/<int:period_id>")
@reads(COURSE_VIEW, course_target, "course_id")
def show_course(course_id: int, period_id: int | None = None) -> str:
    """The final marks of a period with their proposals; without a period the one that is due."""
    session, actor = current_session(), current_actor()
    about = get_course_rows(session, course_id)
    if not FINALS[about.course.marking]:
        raise NotFound()
    windows = list_course_windows(session, about.course)
    today, attempt = school_today(session), make_attempt(session, actor)
    period = choose_period(windows, period_id, today)
    periods = [one for one, _window in windows]
    page = get_course_finals(session, about.course, about.year, period, periods, today)
    return render_template(
        "finals/course.html",
        page=page,
        **describe_page(about, windows, period),
        lock=build_lock_view(describe_window(about, windows, period, attempt)),
        granted=find_granted(attempt, about.course.subject_id, period.id),
        can_edit=can_edit(actor, about, today),
        account=actor.person_id,
        today=today,
        texts=build_grid_texts(),
    )


def describe_page(
    about: CourseRows, windows: list[tuple[Period, FinalWindow | None]], period: Period
) -> dict[str, Any]:
    """The page's head: course, teachers, period and the links to the other periods."""
    links = [
        (
            url_for("finals.show_course", course_id=about.course.id, period_id=one.id),
            name_period(one.kind, one.number),
            one.id == period.id,
        )
        for one, _window in windows
    ]
    return {
        "course": about.course,
        "archived_at": about.archived_at,
        "teachers": [short_name(row.last_name, row.first_name, row.middle_name) for row in about.teachers],
        "period": period,
        "period_name": name_period(period.kind, period.number),
        "label": abbreviate_period(period.kind, period.number),
        "abbreviate_period": abbreviate_period,
        "periods": links,
        "symbols": FINALS[about.course.marking],
    }


def describe_window(
    about: CourseRows, windows: list[tuple[Period, FinalWindow | None]], period: Period, attempt: Attempt
) -> Any:
    """How the final marks of the period stand for everybody without a grant."""
    window = next(window for one, window in windows if one.id == period.id)
    cell = FinalCell(NOBODY, about.course.subject_id, period.id)
    final = view_period(period, window, about.archived_at)
    return describe_final_lock(final, cell=cell, attempt=attempt, limits=make_limits(about.year))
