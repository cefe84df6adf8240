"""The school year: its windows of final marks, and its settings as tables."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.setup.forms import LimitsForm, ThresholdsForm
from journal.blueprints.setup.labels import explain_window
from journal.blueprints.setup.tables import BELLS, HOLIDAYS, PERIODS, WORK_TYPES, Table
from journal.database import current_session
from journal.locks.windows import list_windows, move_opening, open_window
from journal.permissions.actions import HEALTH_VIEW, SCHOOL_SETUP, WINDOW_OPEN
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.request_values import read_date
from journal.school import find_year, school_today
from journal.school_calendar.names import name_period
from journal.setup.queries import get_period, list_years
from journal.setup.rules import LIMITS, THRESHOLDS, are_limits_open, find_threshold_troubles
from journal.setup.services import open_year, save_limits, save_thresholds

blueprint = Blueprint("setup", __name__, url_prefix="/setup")
Answer = Response | str | tuple[str, int]


@blueprint.get("")
@reads(SCHOOL_SETUP)
def show_present_year() -> Response | str:
    """Lead to the present school year; tell a school without one what to do."""
    session = current_session()
    year = find_year(session, school_today(session))
    if year is None:
        return render_template("setup/empty.html")
    return redirect(url_for("setup.show_year", year_id=year.id))


@blueprint.get("/years/<int:year_id>")
@reads(SCHOOL_SETUP)
def show_year(year_id: int) -> str:
    """The windows of final marks and the ways to the settings."""
    return show_settings(year_id)


def show_settings(year_id: int, refusal: Refusal | None = None, refused_id: int | None = None) -> str:
    """The page of a year, with what was refused of a period's window."""
    session, actor = current_session(), current_actor()
    year = open_year(session, actor=actor, year_id=year_id)
    return render_template(
        "setup/year.html",
        year=year,
        years=list_years(session),
        windows=list_windows(session, actor=actor, year=year),
        name_period=name_period,
        explain_window=explain_window,
        may_open=is_permitted(actor, WINDOW_OPEN),
        may_see_health=is_permitted(actor, HEALTH_VIEW),
        refusal=refusal or Refusal(),
        refused_id=refused_id,
    )


@blueprint.post("/periods/<int:period_id>/open")
@writes(WINDOW_OPEN)
def open_finals(period_id: int) -> Response:
    """Open the final marks of a period before the schedule does."""
    period = open_window(current_session(), actor=current_actor(), period_id=period_id)
    name = name_period(period.kind, period.number)
    flash(gettext("Final marks are open: %(period)s.", period=name), "success")
    return redirect(url_for("setup.show_year", year_id=period.year_id))


@blueprint.post("/periods/<int:period_id>/opening")
@writes(WINDOW_OPEN)
def move_finals(period_id: int) -> Response | tuple[str, int]:
    """Choose another day for the opening of a period's final marks."""
    session, actor = current_session(), current_actor()
    permit(actor, WINDOW_OPEN)
    year_id = get_period(session, period_id).year_id

    def save() -> None:
        opens_on = read_date(request.form.get("opens_on", "")) or school_today(session)
        reason = request.form.get("reason", "")
        move_opening(session, actor=actor, period_id=period_id, opens_on=opens_on, reason=reason)
        flash(gettext("Saved."), "success")

    refusal = find_refusal(save)
    if refusal is not None:
        return show_settings(year_id, refusal, period_id), 422
    return redirect(url_for("setup.show_year", year_id=year_id))


@blueprint.route("/years/<int:year_id>/periods", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_periods(year_id: int) -> Answer:
    """The days of the periods."""
    return edit_table(year_id, PERIODS)


@blueprint.route("/years/<int:year_id>/holidays", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_holidays(year_id: int) -> Answer:
    """The holidays."""
    return edit_table(year_id, HOLIDAYS)


@blueprint.route("/years/<int:year_id>/bells", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_bells(year_id: int) -> Answer:
    """The times of the lessons."""
    return edit_table(year_id, BELLS)


@blueprint.route("/years/<int:year_id>/work-types", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_work_types(year_id: int) -> Answer:
    """The kinds of work with their weights."""
    return edit_table(year_id, WORK_TYPES)


def edit_table(year_id: int, table: Table) -> Answer:
    """Show a table of settings, or save it; a refused one comes back as it was typed."""
    session, actor = current_session(), current_actor()
    year = open_year(session, actor=actor, year_id=year_id)
    form = table.form(data={"lines": table.lines(session, year_id) + [{}] * table.blank})
    status = 200
    if request.method == "POST":
        troubles = table.check(session, year, form.rows()) if form.validate() else None
        if troubles == {}:
            table.save(session, actor=actor, year_id=year_id, rows=form.rows())
            flash(gettext("Saved."), "success")
            return redirect(url_for("setup.show_year", year_id=year_id))
        form.show(troubles or {})
        status = 422
    names = table.names(session, year_id) if table.names else None
    return render_template("setup/table.html", year=year, table=table, form=form, names=names), status


@blueprint.route("/years/<int:year_id>/thresholds", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_thresholds(year_id: int) -> Answer:
    """From which mean on a final mark is proposed (R-OBJECTIVE)."""
    session, actor = current_session(), current_actor()
    year = open_year(session, actor=actor, year_id=year_id)
    form = ThresholdsForm(data={name: getattr(year, name) for name in THRESHOLDS})
    if form.validate_on_submit():
        if troubles := find_threshold_troubles(form.thresholds()):
            form.show(troubles)
        else:
            save_thresholds(session, actor=actor, year_id=year_id, thresholds=form.thresholds())
            flash(gettext("Saved."), "success")
            return redirect(url_for("setup.show_year", year_id=year_id))
    page = render_template("setup/thresholds.html", year=year, form=form, names=THRESHOLDS)
    return page, 422 if form.errors else 200


@blueprint.route("/years/<int:year_id>/limits", methods=["GET", "POST"])
@writes(SCHOOL_SETUP)
def edit_limits(year_id: int) -> Answer:
    """The limits of a year: read by all who set it up, changed before it begins."""
    session, actor = current_session(), current_actor()
    year = open_year(session, actor=actor, year_id=year_id)
    form = LimitsForm(data={name: getattr(year, name) for name in LIMITS})
    if form.validate_on_submit():
        save_limits(session, actor=actor, year_id=year_id, limits=form.limits())
        flash(gettext("Saved."), "success")
        return redirect(url_for("setup.show_year", year_id=year_id))
    is_open = are_limits_open(year.starts_on, school_today(session))
    page = render_template("setup/limits.html", year=year, form=form, names=LIMITS, is_open=is_open)
    return page, 422 if form.errors else 200
