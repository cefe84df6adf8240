"""Signing in and out."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.accounts import sign_in as services
from journal.accounts.presence import forget_session, remember_session
from journal.accounts.queries import is_employee
from journal.accounts.rules import describe_device
from journal.accounts.sessions import TOKEN_KEY, end_session, open_session, was_session_of
from journal.blueprints.accounts import blueprint
from journal.blueprints.accounts.forms import SignInForm
from journal.blueprints.accounts.ways import find_way_on
from journal.database import current_session
from journal.database.request import current_database
from journal.models import Account
from journal.permissions.guard import public


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | str | tuple[str, int]:
    """Take login and password, and lead to the page that was wanted."""
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        account = find_account(form)
        if account is not None:
            enter(account)
            return redirect(find_way_on(form.next.data))
        form.password.errors = [
            gettext(
                "Login and password don't fit. Check the keyboard's language and Caps Lock, and try again."
            )
        ]
    elif request.method == "GET" and current_user.is_authenticated:
        return redirect(find_way_on(form.next.data))
    has_ended = TOKEN_KEY in session and not current_user.is_authenticated
    page = render_template("accounts/sign_in.html", form=form, has_ended=has_ended)
    return (page, 422) if form.errors else page


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End this browser's session."""
    if current_user.is_authenticated:
        end_session(current_session(), account_id=current_user.account_id, session_id=current_user.session_id)
    forget_session()
    flash(gettext("You have signed out."), "success")
    return redirect(url_for("accounts.sign_in"))


def find_account(form: SignInForm) -> Account | None:
    """The account that the form opens, or None; raises `TooManyAttempts` while one has to wait.

    The slow check of the password is done before the write transaction begins; the pause is looked up in
    both, so that guesses sent all at once count as well.
    """
    login, password = form.login.data or "", form.password.data or ""
    digest = services.digest_login(login, current_app.extensions["settings"].secret_key)
    place = {"login_digest": digest, "address": request.remote_addr or ""}
    with current_database().reading() as reading:
        services.check_pause(reading, **place)
        account = services.find_account(reading, login=login, password=password)
    services.check_pause(current_session(), **place)
    if account is None:
        services.record_failure(current_session(), **place)
    else:
        services.forgive_failures(current_session(), login_digest=digest)
    return account


def enter(account: Account) -> None:
    """Open a new session in this browser; a family's outlives the browser, an employee's does not."""
    writing = current_session()
    was_here = was_session_of(writing, session.get(TOKEN_KEY), account.id)
    token = open_session(
        writing,
        account=account,
        address=request.remote_addr or "",
        device=describe_device(request.user_agent.string),
    )
    remember_session(token, lasting=not is_employee(writing, account.person_id), keep_forms=was_here)
