"""The own password."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.accounts import passwords
from journal.blueprints.accounts import blueprint
from journal.blueprints.accounts.forms import PasswordForm
from journal.database import current_session
from journal.permissions.actions import PASSWORD_CHANGE
from journal.permissions.guard import current_actor, writes


@blueprint.route("/account/password", methods=["GET", "POST"])
@writes(PASSWORD_CHANGE)
def change_password() -> Response | tuple[str, int]:
    """Choose a new password; a printed one must be changed before anything else opens (R-CREDENTIALS)."""
    form = PasswordForm(current_user.login)
    if form.validate_on_submit():
        passwords.change_password(
            current_session(),
            actor=current_actor(),
            account_id=current_user.account_id,
            present=form.present.data or "",
            new=form.new.data or "",
            keep_session=current_user.session_id,
        )
        flash(gettext("The new password holds from now on. Your other sign-ins were ended."), "success")
        return redirect(url_for("home"))
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/change_password.html", form=form), status
