"""Illness, exemptions and other reasons of a class as dated facts, with their papers (R-REASON, R-PE)."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.attendance.facts import change_fact, record_fact, remove_fact
from journal.attendance.records import (
    get_paper,
    list_class_facts,
    list_class_pupils,
    list_day_papers,
    list_subjects,
)
from journal.attendance.sentences import name_kind
from journal.blueprints.attendance import blueprint
from journal.blueprints.attendance.forms import read_day_of, read_fact
from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.homework.uploads import read_uploads
from journal.database import current_session
from journal.models import SchoolClass
from journal.permissions.actions import CLASS_VIEW, FACT_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target
from journal.school import school_today


@blueprint.get("/classes/<int:class_id>/facts")
@reads(CLASS_VIEW, class_target, "class_id")
def view_facts(class_id: int) -> str:
    """The facts of a class, the newest first, and the form for a new one."""
    return render_template("attendance/facts.html", **build_facts(class_id))


@blueprint.post("/classes/<int:class_id>/facts")
@writes(FACT_EDIT)
def add_fact(class_id: int) -> Response | tuple[str, int]:
    """Record a fact."""
    value = read_fact()

    def save() -> None:
        record_fact(current_session(), actor=current_actor(), class_id=class_id, value=value)
        flash(gettext("It is recorded and shown in the journal."), "success")

    return answer(class_id, find_refusal(save))


@blueprint.post("/classes/<int:class_id>/facts/<int:fact_id>")
@writes(FACT_EDIT)
def edit_fact(class_id: int, fact_id: int) -> Response | tuple[str, int]:
    """Move a fact's last day and add papers, or take it back."""

    def save() -> None:
        ways: dict[str, Any] = {"actor": current_actor(), "class_id": class_id, "fact_id": fact_id}
        if "remove" in request.form:
            remove_fact(current_session(), **ways)
            flash(gettext("It is taken back. What stands in the cells already was left as it is."), "success")
        else:
            ends_on, uploads = read_day_of(request.form.get("ends_on", "")), read_uploads(request.files)
            change_fact(current_session(), **ways, ends_on=ends_on, uploads=uploads)
            flash(gettext("The change is saved."), "success")

    return answer(class_id, find_refusal(save))


@blueprint.get("/classes/<int:class_id>/papers/<int:paper_id>")
@reads(CLASS_VIEW, class_target, "class_id")
def download_paper(class_id: int, paper_id: int) -> Response:
    """A paper under its own name, as a download."""
    paper = get_paper(current_session(), class_id=class_id, paper_id=paper_id)
    return send_file(
        BytesIO(paper.content), mimetype=paper.media_type, as_attachment=True, download_name=paper.name
    )


def answer(class_id: int, refusal: Refusal | None) -> Response | tuple[str, int]:
    """Show the list again, or the form as it was typed."""
    if refusal is None:
        return redirect(url_for("attendance.view_facts", class_id=class_id))
    return render_template("attendance/facts.html", **build_facts(class_id, refusal)), 422


def build_facts(class_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """Everything that the page of facts shows."""
    session = current_session()
    today = school_today(session)
    return {
        "school_class": session.get_one(SchoolClass, class_id),
        "today": today,
        "facts": list_class_facts(session, class_id, today),
        "day_papers": list_day_papers(session, class_id),
        "pupils": list_class_pupils(session, class_id, today),
        "subjects": list_subjects(session, class_id),
        "may_record": is_permitted(current_actor(), FACT_EDIT, class_target(session, class_id)),
        "name_kind": name_kind,
        "refusal": refusal or Refusal(),
    }
