"""The public page on which anybody learns whether a paper extract is genuine."""

from flask import current_app, render_template, request

from journal.blueprints.extracts import blueprint
from journal.database import current_session
from journal.extracts.checking import check_code
from journal.permissions.guard import public


@blueprint.get("/extracts/check")
@public
def show_check() -> str:
    """The form for the code that stands on a paper."""
    return render_template("extracts/check.html", code="", is_asked=False, found=None)


@blueprint.post("/extracts/check")
@public
def check() -> str:
    """Say only whether the paper is genuine, its number and its moment."""
    code = request.form.get("code", "")[:100]
    found = check_code(
        current_session(),
        code=code,
        address=request.remote_addr or "",
        secret=current_app.extensions["settings"].secret_key,
    )
    return render_template("extracts/check.html", code=code, is_asked=True, found=found)
