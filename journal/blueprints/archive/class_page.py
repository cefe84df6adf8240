"""The archive of a class: what is missing, decisions and orders, printing, and the papers (R-ARCHIVE)."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.archive.decisions import save_decisions, save_orders
from journal.archive.documents import find_file
from journal.archive.errors import BadInterval
from journal.archive.gaps import list_gaps
from journal.archive.printing import print_class, steer_class
from journal.archive.printouts import find_class_progress, list_printouts
from journal.archive.queries import get_class_with_year
from journal.blueprints.archive import blueprint
from journal.blueprints.archive.forms import IntervalForm, read_decisions, read_interval, read_orders
from journal.blueprints.archive.labels import list_decision_choices, name_decision, name_direction, write_size
from journal.database import current_session
from journal.error_messages import explain
from journal.locks.archives import find_class_archive
from journal.models import AcademicYear
from journal.permissions.actions import ARCHIVE_PRINT, ARCHIVE_VIEW, DECISION_EDIT, ORDER_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target
from journal.school import school_today
from journal.school_calendar.names import name_period

Answer = Response | tuple[str, int]


@blueprint.get("/classes/<int:class_id>/archive")
@reads(ARCHIVE_VIEW, class_target, "class_id")
def show_class(class_id: int) -> str:
    """What the class's archive still misses, and its papers."""
    return render_template("archive/class.html", **build_class_page(class_id))


@blueprint.post("/classes/<int:class_id>/archive/decisions")
@writes(DECISION_EDIT)
def edit_decisions(class_id: int) -> Response:
    """Write the decisions of the pedagogical council."""
    changed = save_decisions(
        current_session(), actor=current_actor(), class_id=class_id, values=read_decisions()
    )
    flash(ngettext("%(num)s decision is saved.", "%(num)s decisions are saved.", changed), "success")
    return redirect(url_for("archive.show_class", class_id=class_id, _anchor="decisions"))


@blueprint.post("/classes/<int:class_id>/archive/orders")
@writes(ORDER_EDIT)
def edit_orders(class_id: int) -> Response:
    """Write the orders of arrivals and departures."""
    changed = save_orders(current_session(), actor=current_actor(), class_id=class_id, values=read_orders())
    flash(ngettext("%(num)s order is saved.", "%(num)s orders are saved.", changed), "success")
    return redirect(url_for("archive.show_class", class_id=class_id, _anchor="orders"))


@blueprint.post("/classes/<int:class_id>/archive/print")
@writes(ARCHIVE_PRINT)
def print_papers(class_id: int) -> Answer:
    """Ask for the papers of the class for the days of the form."""
    form = IntervalForm()
    is_valid = form.validate()
    try:
        if is_valid:
            interval = form.value()
            print_class(current_session(), actor=current_actor(), class_id=class_id, interval=interval)
    except BadInterval as error:
        form.ends_on.errors = [explain(error)]
        is_valid = False
    if not is_valid:
        return render_template("archive/class.html", **build_class_page(class_id, form)), 422
    flash(gettext("The papers are being made. You may leave this page meanwhile."), "success")
    return redirect(url_for("archive.show_class", class_id=class_id, _anchor="papers"))


@blueprint.post("/classes/<int:class_id>/archive/stop")
@writes(ARCHIVE_PRINT)
def stop(class_id: int) -> Response:
    """Stop the printing of the class."""
    steer_class(current_session(), actor=current_actor(), class_id=class_id, goes_on=False)
    return redirect(url_for("archive.show_class", class_id=class_id, _anchor="papers"))


@blueprint.post("/classes/<int:class_id>/archive/resume")
@writes(ARCHIVE_PRINT)
def resume(class_id: int) -> Response:
    """Let the printing of the class go on, or try it again."""
    steer_class(current_session(), actor=current_actor(), class_id=class_id, goes_on=True)
    return redirect(url_for("archive.show_class", class_id=class_id, _anchor="papers"))


@blueprint.get("/classes/<int:class_id>/archive/paper")
@reads(ARCHIVE_VIEW, class_target, "class_id")
def download_paper(class_id: int) -> Response:
    """The PDF of the days that the address names, or the last one, as a download."""
    return send_last(class_id, "paper")


@blueprint.get("/classes/<int:class_id>/archive/workbook")
@reads(ARCHIVE_VIEW, class_target, "class_id")
def download_workbook(class_id: int) -> Response:
    """The spreadsheet of the days that the address names, or the last one, as a download."""
    return send_last(class_id, "workbook")


def send_last(class_id: int, kind: str) -> Response:
    """A file of the class; where there is none, the page on which it is made."""
    found = find_file(current_session(), class_id, kind, read_interval())
    if found is None:
        flash(gettext("These papers haven't been made yet."), "warning")
        return redirect(url_for("archive.show_class", class_id=class_id, _anchor="papers"))
    file, content = found
    return send_file(BytesIO(content), mimetype=file.media_type, as_attachment=True, download_name=file.name)


def build_class_page(class_id: int, form: IntervalForm | None = None) -> dict[str, Any]:
    """Everything that the archive page of a class shows."""
    session, actor = current_session(), current_actor()
    target = class_target(session, class_id)
    school_class, year = get_class_with_year(session, class_id)
    archived_at = find_class_archive(session, class_id)
    return {
        "archived_at": archived_at,
        "school_class": school_class,
        "year": year,
        "gaps": list_gaps(session, school_class, year, school_today(session)),
        "progress": find_class_progress(session, class_id),
        "printouts": list_printouts(session, class_id),
        "form": form or offer_interval(year),
        "may_decide": archived_at is None and is_permitted(actor, DECISION_EDIT, target),
        "may_order": archived_at is None and is_permitted(actor, ORDER_EDIT, target),
        "may_print": is_permitted(actor, ARCHIVE_PRINT, target),
        "decisions": list_decision_choices(),
        "name_decision": name_decision,
        "name_direction": name_direction,
        "name_period": name_period,
        "write_size": write_size,
    }


def offer_interval(year: AcademicYear) -> IntervalForm:
    """The form with the whole year, holidays included."""
    return IntervalForm(None, data={"starts_on": year.starts_on, "ends_on": year.ends_on})
