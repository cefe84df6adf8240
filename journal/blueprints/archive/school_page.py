"""The archive of the whole school: one job for all classes, stopped and resumed at will (R-ARCHIVE)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.archive.errors import BadInterval, NothingToPrint
from journal.archive.printing import print_school, steer_school
from journal.archive.printouts import find_school_progress, list_class_printouts
from journal.blueprints.archive import blueprint
from journal.blueprints.archive.class_page import offer_interval
from journal.blueprints.archive.forms import IntervalForm
from journal.blueprints.archive.labels import write_size
from journal.database import current_session
from journal.error_messages import explain
from journal.errors import NotFound
from journal.permissions.actions import ARCHIVE_PRINT_SCHOOL, REGISTRY_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.school import find_year, school_today

Answer = Response | tuple[str, int]


@blueprint.get("/archive")
@reads(REGISTRY_VIEW)
def show_school() -> str:
    """The classes of the year with their papers, and how far the printing of all is."""
    return render_template("archive/school.html", **build_school_page())


@blueprint.post("/archive/print")
@writes(ARCHIVE_PRINT_SCHOOL)
def print_all() -> Answer:
    """Ask for the papers of all classes for the days of the form."""
    session, actor, form = current_session(), current_actor(), IntervalForm()
    permit(actor, ARCHIVE_PRINT_SCHOOL)
    year = find_year(session, school_today(session))
    if year is None:
        raise NotFound()
    is_valid = form.validate()
    try:
        if is_valid:
            print_school(session, actor=actor, year_id=year.id, interval=form.value())
    except (BadInterval, NothingToPrint) as error:
        form.ends_on.errors = [explain(error)]
        is_valid = False
    if not is_valid:
        return render_template("archive/school.html", **build_school_page(form)), 422
    flash(gettext("The papers are being made. You may leave this page meanwhile."), "success")
    return redirect(url_for("archive.show_school"))


@blueprint.post("/archive/stop")
@writes(ARCHIVE_PRINT_SCHOOL)
def stop_school() -> Response:
    """Stop the printing of all classes; what is made stays."""
    return steer(goes_on=False)


@blueprint.post("/archive/resume")
@writes(ARCHIVE_PRINT_SCHOOL)
def resume_school() -> Response:
    """Let the printing of all classes go on, and try again what failed."""
    return steer(goes_on=True)


def steer(*, goes_on: bool) -> Response:
    """Stop the printing or let it go on, and back to the page."""
    session, actor = current_session(), current_actor()
    permit(actor, ARCHIVE_PRINT_SCHOOL)
    year = find_year(session, school_today(session))
    if year is not None:
        steer_school(session, actor=actor, year_id=year.id, goes_on=goes_on)
    return redirect(url_for("archive.show_school"))


def build_school_page(form: IntervalForm | None = None) -> dict[str, Any]:
    """Everything that the archive page of the school shows."""
    session = current_session()
    year = find_year(session, school_today(session))
    return {
        "year": year,
        "classes": list_class_printouts(session, year.id) if year else [],
        "progress": find_school_progress(session, year.id) if year else None,
        "form": form or (offer_interval(year) if year else None),
        "may_print": is_permitted(current_actor(), ARCHIVE_PRINT_SCHOOL),
        "write_size": write_size,
    }
