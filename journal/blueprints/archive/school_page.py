"""The archive of the whole school: one job for all classes, stopped and resumed at will (R-ARCHIVE)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.archive.errors import BadInterval, NothingToPrint
from journal.archive.printing import list_class_ids, print_school, resume_printing, stop_printing
from journal.archive.printouts import find_school_progress, list_class_printouts
from journal.blueprints.archive import blueprint
from journal.blueprints.archive.class_page import offer_interval
from journal.blueprints.archive.forms import IntervalForm
from journal.blueprints.archive.labels import write_size
from journal.database import current_session
from journal.error_messages import explain
from journal.errors import NotFound
from journal.models import Printing
from journal.permissions.actions import ARCHIVE_PRINT, ARCHIVE_PRINT_SCHOOL, REGISTRY_VIEW
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


@blueprint.post("/printings/<int:printing_id>/stop")
@writes(ARCHIVE_PRINT)
def stop(printing_id: int) -> Response:
    """Stop a printing; what is made stays."""
    printing = stop_printing(current_session(), actor=current_actor(), printing_id=printing_id)
    return go_back(printing)


@blueprint.post("/printings/<int:printing_id>/resume")
@writes(ARCHIVE_PRINT)
def resume(printing_id: int) -> Response:
    """Let a printing go on, and try again what failed."""
    printing = resume_printing(current_session(), actor=current_actor(), printing_id=printing_id)
    return go_back(printing)


def go_back(printing: Printing) -> Response:
    """To the page of the printing's class, or of the school."""
    class_ids = list_class_ids(current_session(), printing.id)
    if len(class_ids) == 1:
        return redirect(url_for("archive.show_class", class_id=class_ids[0], _anchor="papers"))
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
