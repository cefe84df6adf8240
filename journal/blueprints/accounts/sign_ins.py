"""«Мои входы»: where the account is open, and ending it elsewhere (R-NOPUPIL)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from journal import clock
from journal.accounts import sessions
from journal.accounts.presence import current_idle_limits
from journal.blueprints.accounts import blueprint
from journal.database import current_session
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import current_actor, reads, writes


@blueprint.get("/account/sign-ins")
@reads(ACCOUNT_OWN)
def list_sign_ins() -> str:
    """Show the own sign-ins of the last month: device, address, when, and whether still open."""
    oldest = clock.now() - current_idle_limits().of(current_actor())
    found = sessions.list_sessions(current_session(), current_user.account_id)
    return render_template(
        "accounts/sign_ins.html",
        open_ones=[one for one in found if one.ended_at is None and one.seen_at >= oldest],
        ended=[one for one in found if one.ended_at is not None or one.seen_at < oldest],
        own_id=current_user.session_id,
    )


@blueprint.post("/account/sign-ins/<int:session_id>/end")
@writes(ACCOUNT_OWN)
def end_sign_in(session_id: int) -> Response:
    """End one of the own sign-ins; a foreign number ends nothing and answers as a missing one."""
    sessions.end_session(current_session(), account_id=current_user.account_id, session_id=session_id)
    flash(gettext("This sign-in was ended."), "success")
    return redirect(url_for("accounts.list_sign_ins"))


@blueprint.post("/account/sign-ins/end-others")
@writes(ACCOUNT_OWN)
def end_other_sign_ins() -> Response:
    """End every own sign-in but this one."""
    sessions.end_sessions(
        current_session(), account_ids=[current_user.account_id], keep=current_user.session_id
    )
    flash(gettext("All your other sign-ins were ended."), "success")
    return redirect(url_for("accounts.list_sign_ins"))
