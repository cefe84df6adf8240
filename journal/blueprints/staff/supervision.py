"""Which deputy watches whom: shown to the heads, set by the administrator or the director (R-WEEKLY)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.staff import blueprint
from journal.database import current_session
from journal.permissions.actions import STAFF_VIEW, SUPERVISION_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.request_values import read_key
from journal.school import find_year, school_today
from journal.supervision.queries import list_classes, list_deputies, list_working
from journal.supervision.rules import Watched
from journal.supervision.services import set_watched


@blueprint.get("/staff/supervision")
@reads(STAFF_VIEW)
def show_supervision() -> str:
    """Each deputy with the classes and teachers under the own supervision."""
    session = current_session()
    year = find_year(session, school_today(session))
    return render_template(
        "staff/supervision.html",
        deputies=list_deputies(session, year),
        teachers=list_working(session, "teacher"),
        classes=[(one.id, one.name) for one in list_classes(session, year)],
        may_change=is_permitted(current_actor(), SUPERVISION_EDIT),
    )


@blueprint.post("/staff/<int:person_id>/supervision")
@writes(SUPERVISION_EDIT)
def edit_supervision(person_id: int) -> Response:
    """Put the ticked classes and teachers under a deputy's supervision, and no others."""
    teacher_ids, class_ids = (
        frozenset(read_key(one) for one in request.form.getlist(name)) for name in ("teacher", "class")
    )
    watched = Watched(teacher_ids, class_ids)
    set_watched(current_session(), actor=current_actor(), deputy_id=person_id, watched=watched)
    flash(gettext("It is saved. The deputy head sees these journals first on «My day»."), "success")
    return redirect(url_for("staff.show_supervision"))
