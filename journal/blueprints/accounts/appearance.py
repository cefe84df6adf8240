"""Language and look: kept with the account, and in a cookie for the pages before the sign-in."""

from datetime import timedelta

from flask import redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.blueprints.accounts import blueprint
from journal.blueprints.accounts.ways import find_way_back
from journal.database import current_session
from journal.errors import BadRequest
from journal.i18n import LANGUAGE_COOKIE, LANGUAGES
from journal.models import Account
from journal.navigation import THEME_COOKIE, THEMES
from journal.permissions.guard import public

ONE_YEAR = timedelta(days=365)


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """Take the language of the pages."""
    return keep_choice("language", LANGUAGE_COOKIE, LANGUAGES)


@blueprint.post("/theme")
@public
def choose_theme() -> Response:
    """Take the look of the pages: as the computer says, light, dark, or large and clear."""
    return keep_choice("theme", THEME_COOKIE, THEMES)


def keep_choice(field: str, cookie: str, allowed: tuple[str, ...]) -> Response:
    """Keep the posted value of *field* and lead back; raises `BadRequest` for a value that there isn't."""
    value = request.form.get(field, "")
    if value not in allowed:
        raise BadRequest()
    if current_user.is_authenticated:
        setattr(current_session().get_one(Account, current_user.account_id), field, value)
    answer = redirect(find_way_back())
    answer.set_cookie(
        cookie, value, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return answer
