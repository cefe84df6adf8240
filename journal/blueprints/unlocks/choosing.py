"""Choosing what to ask for: cells of locked lessons, or final marks of a closed period."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.grades.sheet import choose_period
from journal.blueprints.unlocks import blueprint
from journal.blueprints.unlocks.forms import read_cells
from journal.database import current_session
from journal.entries.sheet_rows import get_course_rows, list_pupil_rows
from journal.finals.queries import list_course_windows
from journal.models import UnlockRequest
from journal.permissions.actions import COURSE_VIEW, UNLOCK_ASK
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import permit
from journal.permissions.targets import course_target
from journal.request_values import find_key
from journal.school import school_today
from journal.school_calendar.names import name_period
from journal.unlocks.queries import get_choice, list_locked_periods
from journal.unlocks.services import RequestWrite, draft_request

Answer = Response | str | tuple[str, int]


@blueprint.get("/courses/<int:course_id>/unlock")
@reads(COURSE_VIEW, course_target, "course_id")
def choose_cells(course_id: int) -> str:
    """The locked lessons of a course × its pupils; what the address names is ticked."""
    return show_choice(course_id)


def show_choice(course_id: int, refusal: Refusal | None = None) -> str:
    """The page of cells, as it was ticked where the request was refused."""
    session, actor = current_session(), current_actor()
    about = get_course_rows(session, course_id)
    windows = list_course_windows(session, about.course)
    period = choose_period(windows, find_key(request.values.get("period", "")), school_today(session))
    ticked = set(request.form.getlist("cell"))
    lesson_id, pupil_id = (find_key(request.args.get(name, "")) for name in ("lesson", "pupil"))
    choice = get_choice(session, actor=actor, course_id=course_id, period=period)
    for one in choice.lessons:
        for row_id, _name, values in choice.rows:
            is_named = (lesson_id in (None, one.id)) and (pupil_id in (None, row_id))
            if is_named and (lesson_id or pupil_id) and values[choice.lessons.index(one)] is not None:
                ticked.add(f"lesson-{one.id}-{row_id}")
    return render_template(
        "unlocks/cells.html",
        course=about.course,
        choice=choice,
        ticked=ticked,
        periods=[one for one, _window in windows if one.kind != "year"],
        finals=list_locked_periods(session, actor=actor, course_id=course_id),
        name_period=name_period,
        refusal=refusal,
    )


@blueprint.get("/courses/<int:course_id>/unlock-finals/<int:period_id>")
@reads(COURSE_VIEW, course_target, "course_id")
def choose_finals(course_id: int, period_id: int) -> str:
    """The final marks of a closed period; the pupil that the address names is ticked."""
    session = current_session()
    about = get_course_rows(session, course_id)
    period = choose_period(list_course_windows(session, about.course), period_id, school_today(session))
    return render_template(
        "unlocks/finals.html",
        course=about.course,
        period=period,
        pupils=list_pupil_rows(session, course_id, period.starts_on, period.ends_on),
        chosen=find_key(request.args.get("pupil", "")),
        name_period=name_period,
    )


@blueprint.post("/courses/<int:course_id>/unlock")
@writes(UNLOCK_ASK)
def draft(course_id: int) -> Answer:
    """Begin a request for the ticked cells; it is filled in and sent on its own page."""
    session, actor = current_session(), current_actor()
    permit(actor, COURSE_VIEW, course_target(session, course_id))
    made: list[UnlockRequest] = []

    def write() -> None:
        made.append(draft_request(session, actor=actor, write=RequestWrite(read_cells())))

    refusal = find_refusal(write)
    if refusal is not None:
        return show_choice(course_id, refusal), 422
    flash(gettext("The request is begun. Say why, add the documents and send it."), "success")
    return redirect(url_for("unlocks.show_request", request_id=made[0].id))
