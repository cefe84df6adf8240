"""What a family opens: the children, a week of the diary, marks by subject."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from journal.blueprints.diary import blueprint
from journal.blueprints.exams.labels import name_exam_kind
from journal.database import current_session
from journal.diary.marks import list_periods, list_pupil_years, list_subject_marks
from journal.diary.queries import (
    Child,
    get_child,
    list_children,
    list_holidays,
    list_lessons,
    list_marks,
)
from journal.diary.week import ONE_WEEK, build_week, name_week, parse_week
from journal.exams.queries import list_pupil_results
from journal.exams.services import acknowledge_result
from journal.permissions.actions import ACCOUNT_OWN, DIARY_VIEW, EXAM_ACKNOWLEDGE
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import pupil_target
from journal.request_values import find_key
from journal.school import choose_day, find_year, school_today
from journal.school_calendar.names import abbreviate_period, name_period


@blueprint.get("/")
@reads(ACCOUNT_OWN)
def show_children() -> Response | str:
    """The own diary of a pupil or of an only child; a choice where there are several children."""
    children = list_children(current_session(), current_actor().person_id)
    if len(children) == 1:
        return redirect(url_for("diary.show_week", pupil_id=children[0].pupil_id))
    return render_template("diary/children.html", children=children)


@blueprint.get("/<int:pupil_id>")
@reads(DIARY_VIEW, pupil_target, "pupil_id")
def show_week(pupil_id: int) -> str:
    """A week like the paper diary's."""
    session = current_session()
    children, child = find_family(pupil_id)
    today = school_today(session)
    monday = parse_week(request.args.get("week"), today)
    days = build_week(
        monday,
        list_lessons(session, pupil_id, monday),
        list_marks(session, pupil_id, monday),
        list_holidays(session, pupil_id, monday),
    )
    return render_template(
        "diary/week.html",
        child=child,
        children=children,
        days=days,
        monday=monday,
        today=today,
        earlier=name_week(monday - ONE_WEEK),
        later=name_week(monday + ONE_WEEK),
    )


@blueprint.get("/<int:pupil_id>/marks")
@reads(DIARY_VIEW, pupil_target, "pupil_id")
def show_marks(pupil_id: int) -> str:
    """Marks by subject in a period, with means, absences and final marks."""
    session = current_session()
    children, child = find_family(pupil_id)
    today = choose_day(session, find_key(request.args.get("year", "")))
    periods = list_periods(session, pupil_id, today)
    begun = [period for period in periods if period.kind != "year" and period.starts_on <= today]
    chosen = request.args.get("period", type=int)
    period = next((period for period in periods if period.id == chosen), begun[-1] if begun else None)
    if period is None and periods:
        period = periods[0]
    return render_template(
        "diary/marks.html",
        child=child,
        children=children,
        period=period,
        periods=periods,
        year=find_year(session, today),
        years=list_pupil_years(session, pupil_id),
        name_period=name_period,
        abbreviate_period=abbreviate_period,
        subjects=list_subject_marks(session, pupil_id, period, periods) if period else [],
        results=list_pupil_results(session, pupil_id),
        name_exam_kind=name_exam_kind,
        may_acknowledge=is_permitted(current_actor(), EXAM_ACKNOWLEDGE, pupil_target(session, pupil_id)),
    )


@blueprint.post("/<int:pupil_id>/exams/<int:exam_id>/acknowledge")
@writes(EXAM_ACKNOWLEDGE)
def acknowledge(pupil_id: int, exam_id: int) -> Response:
    """A parent has seen a result of a state examination (R-GIA)."""
    acknowledge_result(current_session(), actor=current_actor(), exam_id=exam_id, pupil_id=pupil_id)
    return redirect(url_for("diary.show_marks", pupil_id=pupil_id) + "#exams")


def find_family(pupil_id: int) -> tuple[list[Child], Child]:
    """The children whose diaries lie side by side, and the one that is open; staff see this one alone."""
    session = current_session()
    children = list_children(session, current_actor().person_id)
    child = next((child for child in children if child.pupil_id == pupil_id), None)
    if child is None:
        child = get_child(session, pupil_id)
        return [child], child
    return children, child
