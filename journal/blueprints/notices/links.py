"""The links in letters: they open without signing in, and opening one changes nothing."""

from flask import render_template, request

from journal.blueprints.notices import blueprint
from journal.database import current_session
from journal.notices import addresses
from journal.permissions.guard import public


@blueprint.route("/confirm", methods=["GET", "POST"])
@public
def confirm() -> str:
    """Ask whether letters may come to this address, and take the answer. Raises `LinkIsOver`."""
    secret = request.values.get("key", "")
    addresses.get_unconfirmed(current_session(), secret)
    if request.method == "POST":
        addresses.confirm_address(current_session(), secret=secret)
    return render_template("notices/confirm.html", key=secret, is_done=request.method == "POST")


@blueprint.route("/stop", methods=["GET", "POST"])
@public
def stop() -> str:
    """Ask whether letters shall end, and end them. Raises `LinkIsOver`."""
    key = request.values.get("key", "")
    row = addresses.get_by_stop_key(current_session(), key)
    if request.method == "POST":
        addresses.forget_address(current_session(), person_id=row.person_id)
    return render_template("notices/stop.html", key=key, is_done=request.method == "POST")
