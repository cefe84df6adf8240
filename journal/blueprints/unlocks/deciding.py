"""The decision on a request: until a day, wholly or in part, or a refusal with its reason."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from journal.blueprints.attendance.refusals import find_refusal
from journal.blueprints.unlocks import blueprint
from journal.blueprints.unlocks.asking import Answer, build_page
from journal.blueprints.unlocks.forms import read_decision
from journal.database import current_session
from journal.permissions.actions import UNLOCK_DECIDE
from journal.permissions.guard import current_actor, writes
from journal.unlocks.services import decide_request


@blueprint.post("/requests/<int:request_id>/decide")
@writes(UNLOCK_DECIDE)
def decide(request_id: int) -> Answer:
    """Grant the ticked cells until the end of a day, or refuse."""
    refusal = find_refusal(
        lambda: decide_request(
            current_session(), actor=current_actor(), request_id=request_id, decision=read_decision()
        )
    )
    if refusal is not None:
        return render_template("unlocks/request.html", **build_page(request_id, refusal)), 422
    flash(gettext("The decision is recorded. Whoever asked is told of it."), "success")
    return redirect(url_for("unlocks.show_request", request_id=request_id))
