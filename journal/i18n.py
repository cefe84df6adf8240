"""The language of a request: the person's, else the cookie's, else the browser's, else Russian."""

from typing import cast

from babel.support import NullTranslations
from flask import Flask, request
from flask_babel import Babel, get_locale, get_translations, lazy_gettext
from flask_login import current_user

from journal.places import TRANSLATIONS

LANGUAGES = ("ru", "en")
LANGUAGE_COOKIE = "language"


def _l(text: str) -> str:
    """A text that is translated when it is shown; forms are declared before anybody has a language."""
    return cast(str, lazy_gettext(text))


def register_languages(app: Flask) -> None:
    """Set Flask-Babel up; English is the language of the message ids and needs no catalogue."""
    app.config["BABEL_DEFAULT_LOCALE"] = "ru"
    Babel(app, locale_selector=choose_language, default_translation_directories=str(TRANSLATIONS))
    quicken_templates(app)


def quicken_templates(app: Flask) -> None:
    """Let templates keep each language's catalogue at hand.

    Flask-Babel looks it up by the written form of the locale at every text: a tenth of a page's time.
    """
    catalogues: dict[str, NullTranslations] = {}

    def catalogue() -> NullTranslations:
        locale = get_locale()
        language = locale.language if locale else ""
        if language not in catalogues:
            catalogues[language] = get_translations()
        return catalogues[language]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().ugettext(text),
        lambda single, plural, number: catalogue().ungettext(single, plural, number),
        newstyle=True,
        pgettext=lambda context, text: catalogue().upgettext(context, text),
        npgettext=lambda context, single, plural, number: catalogue().unpgettext(
            context, single, plural, number
        ),
    )


def choose_language() -> str:
    """The language for this request."""
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    return guess_language()


def guess_language() -> str:
    """The language of a request whose person isn't known, or can't be read while the database is away."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, default="ru")
