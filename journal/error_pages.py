"""Where errors become answers: a page for people, JSON for scripts. The app rolls back, not this module."""

from typing import Any

from flask import Flask, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale, gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from journal.error_messages import explain
from journal.errors import JournalError, PasswordChangeRequired, SignInRequired
from journal.i18n import guess_language

__all__ = ["explain", "register_error_pages"]

# The statuses that have a page of their own under templates/errors/.
PAGES = frozenset({400, 401, 403, 404, 409, 413, 422, 423, 429, 500, 503})


def register_error_pages(app: Flask) -> None:
    """Make *app* answer every error of the domain, of HTTP and of an unreachable database."""
    app.register_error_handler(JournalError, answer_domain_error)
    for lost in (OperationalError, InterfaceError, PoolTimeout, TimeoutError):
        app.register_error_handler(lost, answer_lost_database)
    app.register_error_handler(HTTPException, answer_http_error)


def answer_domain_error(error: JournalError) -> Response:
    """Answer a refusal with its sentence; a script also gets the error's code and data."""
    message = explain(error)
    if wants_json():
        return answer_json(error.code, message, error.http_status, error.payload())
    return find_way_in(error) or answer_page(error.http_status, message)


def find_way_in(error: JournalError) -> Response | None:
    """Lead a person to the page that lets one in; a form that was sent meanwhile gets its page instead."""
    if isinstance(error, PasswordChangeRequired):
        return redirect(url_for("accounts.change_password"))
    if isinstance(error, SignInRequired) and request.method == "GET":
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", next=wanted if wanted != "/" else None))
    return None


def answer_http_error(error: HTTPException) -> Response:
    """Answer an error of HTTP; a redirect and an answer made by hand pass as they are."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error.get_response(request.environ)
    if error.code >= 500:
        return answer_failure(error.code, "failed")
    message = explain_status(error)
    if wants_json():
        answer = answer_json("csrf" if isinstance(error, CSRFError) else "http", message, error.code, {})
    else:
        answer = answer_page(error.code, message if isinstance(error, CSRFError) else "")
    for name, value in error.get_headers(request.environ):
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def answer_lost_database(error: Exception) -> Response:
    """Answer while the database is away, full or busy: nothing was saved, and it may pass."""
    # Only the driver's own words: the statement's values may be personal data.
    current_app.logger.error("database_unavailable: %s", getattr(error, "orig", None) or type(error).__name__)
    return answer_failure(503, "unavailable")


def answer_failure(status: int, code: str) -> Response:
    """Answer a failure of ours in a language that needs no database to be known."""
    with force_locale(guess_language()):
        if wants_json():
            return answer_json(code, explain_failure(status), status, {})
        return answer_page(status, "")


def wants_json() -> bool:
    """Tell whether a script asked: it sent JSON, or prefers it to a page."""
    kinds = request.accept_mimetypes
    return request.is_json or kinds.best_match(["text/html", "application/json"]) == "application/json"


def answer_json(code: str, message: str, status: int, payload: dict[str, Any]) -> Response:
    """Build the body that every script of ours understands: error, message and the error's own fields."""
    answer = jsonify({"error": code, "message": message, **payload})
    answer.status_code = status
    return answer


def answer_page(status: int, message: str) -> Response:
    """Build the page of *status*; if even its layout fails, a bare one that needs no database."""
    page = status if status in PAGES else 400 if status < 500 else 500
    try:
        body = render_template(f"errors/{page}.html", message=message)
    except Exception:
        current_app.logger.exception("error_page_failed")
        bare = current_app.jinja_env.get_template("errors/bare.html")
        body = bare.render(message=message or explain_failure(status), language=str(get_locale()))
    return Response(body, status=status, mimetype="text/html")


def explain_failure(status: int) -> str:
    """Return the sentence for a server that can't save right now (503), or an error that nobody foresaw."""
    if status == 503:
        return gettext(
            "The journal can't reach its data right now, so nothing was changed. "
            "Wait a moment and try again; if it lasts, tell the school's administrator."
        )
    return gettext(
        "Something went wrong on the server, and nothing was saved. "
        "Try again in a minute; if it happens again, tell the school's administrator."
    )


def explain_status(error: HTTPException) -> str:
    """Return the sentence for an error of HTTP that no rule of ours has raised."""
    if isinstance(error, CSRFError):
        return gettext(
            "This page was open for too long, so nothing was saved. "
            "Reload it and try again; what you typed into cells is kept in this browser."
        )
    sentences = {
        403: gettext("Your rights don't allow this. Nothing was changed."),
        404: gettext("There is no such page, or it isn't open to you."),
        405: gettext("This can't be done in that way. Please reload the page and try again."),
        413: gettext("What you sent is too large, so nothing was saved. Please send a smaller file."),
        429: gettext("There were too many attempts in a short time. Please wait a few minutes."),
    }
    if error.code in sentences:
        return sentences[error.code]
    return gettext("The request was not understood, so nothing was changed. Reload the page and try again.")
