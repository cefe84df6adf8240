"""The signed-in person of a request: the cookie's secret, the session behind it, and its last use."""

from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, flash, g, session
from flask_babel import gettext
from sqlalchemy.exc import OperationalError

from journal import clock
from journal.accounts.identity import IdleLimits, SignedIn, find_signed_in
from journal.accounts.sessions import SEEN_EVERY, TOKEN_KEY, digest_token, touch_session
from journal.config import Settings
from journal.database import current_session
from journal.database.request import close_transaction, current_database
from journal.extensions import login_manager

KNOWN_KEY = "known_sign_in"
FORM_TOKEN_KEY = "csrf_token"  # where Flask-WTF keeps it


def register_presence(app: Flask) -> None:
    """Teach Flask-Login to find the person by our own sessions, and note their use after each answer."""
    settings: Settings = app.extensions["settings"]
    app.permanent_session_lifetime = timedelta(days=settings.family_idle_days)
    # Our sessions end on the server; Flask-Login's guess by address and browser would only get in the way.
    login_manager.session_protection = None
    login_manager.request_loader(load_signed_in)
    app.context_processor(tell_about_sign_in)
    app.after_request(note_presence)


def load_signed_in(_request: Request) -> SignedIn | None:
    """The person behind this browser's cookie, or None."""
    token = session.get(TOKEN_KEY)
    if not isinstance(token, str):
        return None
    return find_signed_in(
        current_session(), digest_token(token), now=clock.now(), limits=current_idle_limits()
    )


def current_idle_limits() -> IdleLimits:
    """The idle limits of this server."""
    settings: Settings = current_app.extensions["settings"]
    return IdleLimits(
        staff=timedelta(minutes=settings.idle_minutes), family=timedelta(days=settings.family_idle_days)
    )


def remember_session(token: str, *, lasting: bool, keep_forms: bool) -> None:
    """Begin a new cookie: nothing set before the sign-in lives on. A *lasting* one survives the browser.

    With *keep_forms* the forms that are open in other tabs can still be sent: what was typed when the session
    ended isn't lost. Only for whoever was signed in here before; a stranger's form token must not live on.
    """
    form_token = session.get(FORM_TOKEN_KEY) if keep_forms else None
    session.clear()
    session[TOKEN_KEY] = token
    session.permanent = lasting
    if form_token:
        session[FORM_TOKEN_KEY] = form_token


def forget_session() -> None:
    """Empty the cookie."""
    session.clear()


def tell_about_sign_in() -> dict[str, Any]:
    """Before a page is drawn: say once that the account was opened in another browser (R-NOPUPIL)."""
    user = g.get("_login_user")
    if not isinstance(user, SignedIn):
        return {}
    known = session.get(KNOWN_KEY, user.session_id)
    if user.newest_session_id > known:
        session[KNOWN_KEY] = user.newest_session_id
        flash(
            gettext(
                "Your account has just been opened in another browser. "
                "If it wasn't you, look at «My sign-ins» in your menu and change the password."
            ),
            "warning",
        )
    return {}


def note_presence(response: Response) -> Response:
    """After the answer was made, note the use of its session in a short transaction of its own."""
    user = g.get("_login_user")
    if not isinstance(user, SignedIn) or clock.now() - user.seen_at < SEEN_EVERY:
        return response
    close_transaction()
    try:
        with current_database().writing() as writing:
            touch_session(writing, session_id=user.session_id, account_id=user.account_id)
    except (OperationalError, TimeoutError):  # the answer is worth more than the note
        current_app.logger.warning("presence_not_noted")
    return response
