"""The extracts of a class: what is due is made at once, what lies ready is printed as one file."""

from flask import flash, redirect, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.blueprints.extracts import blueprint
from journal.blueprints.extracts.forms import public_url
from journal.blueprints.extracts.papers import send_paper
from journal.database import current_session
from journal.extracts.class_extracts import bind_papers, list_ready_papers, make_class_extracts
from journal.models import SchoolClass
from journal.permissions.actions import EXTRACT_MAKE
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import class_target
from journal.school import school_today


@blueprint.post("/classes/<int:class_id>/extracts")
@writes(EXTRACT_MAKE)
def make_due(class_id: int) -> Response:
    """Make every extract of the class that is due by the next working day."""
    count = make_class_extracts(
        current_session(), actor=current_actor(), class_id=class_id, public_url=public_url()
    )
    if count:
        flash(ngettext("%(num)s extract is made.", "%(num)s extracts are made.", count), "success")
    else:
        flash(gettext("No extract of this class is due by the next working day."), "warning")
    return redirect(url_for("extracts.list_all", state="ready" if count else "open"))


@blueprint.get("/classes/<int:class_id>/extracts")
@reads(EXTRACT_MAKE, class_target, "class_id")
def print_ready(class_id: int) -> Response:
    """The extracts of the class that wait to be handed out, as one PDF."""
    session = current_session()
    papers = list_ready_papers(session, class_id, school_today(session))
    if not papers:
        flash(gettext("No extract of this class waits to be printed."), "warning")
        return redirect(url_for("extracts.list_all"))
    name = session.get_one(SchoolClass, class_id).name
    return send_paper(f"Выписки {name}.pdf", bind_papers(papers))
