"""The end of a period: the teacher's checklist, the tutor's, and the list of the heads (R-PERIODEND)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.finals import blueprint
from journal.blueprints.finals.missing import find_periods, link_periods
from journal.database import current_session
from journal.day.absences import list_unresolved
from journal.day.rules import Span
from journal.finals.checklist import get_checklist
from journal.finals.confirmations import (
    confirm_class,
    confirm_course,
    find_opening,
    list_course_confirmations,
)
from journal.finals.queries import get_class_period, get_course_period
from journal.finals.states import list_class_states
from journal.models import Course, SchoolClass
from journal.permissions.actions import (
    CLASS_CONFIRM,
    COURSE_VIEW,
    FINALS_VIEW,
    FINALS_WATCH,
    PERIOD_CONFIRM,
)
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target, course_target
from journal.school import get_year, school_today, school_zone
from journal.school_calendar.names import name_period


@blueprint.get("/courses/<int:course_id>/periods/<int:period_id>/check")
@reads(COURSE_VIEW, course_target, "course_id")
def check_course(course_id: int, period_id: int) -> str:
    """What is left to be filled in on the page of a course, and the button that confirms it."""
    session = current_session()
    course = session.get_one(Course, course_id)
    period = get_course_period(session, course, period_id)
    today = school_today(session)
    opens_on = find_opening(session, period, school_zone(session))
    target = course_target(session, course_id)
    return render_template(
        "finals/check_course.html",
        course=course,
        period=period,
        period_name=name_period(period.kind, period.number),
        checklist=get_checklist(session, course, get_year(session, course.year_id), period, today),
        confirmed=list_course_confirmations(session, period).get(course_id),
        is_open=opens_on <= today,
        opens_on=opens_on,
        can_confirm=is_permitted(current_actor(), PERIOD_CONFIRM, target),
    )


@blueprint.post("/courses/<int:course_id>/periods/<int:period_id>/check")
@writes(PERIOD_CONFIRM)
def confirm_course_period(course_id: int, period_id: int) -> Response:
    """Confirm the page of a course."""
    confirm_course(current_session(), actor=current_actor(), course_id=course_id, period_id=period_id)
    flash(gettext("The page is confirmed."), "success")
    return redirect(url_for("finals.check_course", course_id=course_id, period_id=period_id))


@blueprint.get("/classes/<int:class_id>/periods/<int:period_id>/check")
@reads(FINALS_VIEW, class_target, "class_id")
def check_class(class_id: int, period_id: int) -> str:
    """The courses of a class with their state, and the button by which the tutor confirms the class."""
    session = current_session()
    school_class = session.get_one(SchoolClass, class_id)
    period = get_class_period(session, class_id, period_id)
    opens_on, today = find_opening(session, period, school_zone(session)), school_today(session)
    states = list_class_states(session, period, today=today, class_ids=[class_id])
    span = Span(period.starts_on, min(period.ends_on, today))
    return render_template(
        "finals/check_class.html",
        school_class=school_class,
        period=period,
        period_name=name_period(period.kind, period.number),
        state=states[0] if states else None,
        unresolved=list_unresolved(session, class_id, span),
        is_open=opens_on <= today,
        opens_on=opens_on,
        can_confirm=is_permitted(current_actor(), CLASS_CONFIRM, class_target(session, class_id)),
    )


@blueprint.post("/classes/<int:class_id>/periods/<int:period_id>/check")
@writes(CLASS_CONFIRM)
def confirm_class_period(class_id: int, period_id: int) -> Response:
    """Confirm a class as its tutor."""
    confirm_class(current_session(), actor=current_actor(), class_id=class_id, period_id=period_id)
    flash(gettext("The class is confirmed."), "success")
    return redirect(url_for("finals.check_class", class_id=class_id, period_id=period_id))


@blueprint.get("/finals/confirmations")
@blueprint.get("/finals/<int:period_id>/confirmations")
@reads(FINALS_WATCH)
def list_confirmations(period_id: int | None = None) -> str:
    """Every class and course with its state."""
    session = current_session()
    periods, period = find_periods(period_id)
    return render_template(
        "finals/confirmations.html",
        periods=link_periods("finals.list_confirmations", periods, period),
        period=period,
        states=list_class_states(session, period, today=school_today(session)) if period else [],
    )
