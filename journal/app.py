"""The application: a flat list of what it is made of."""

from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from journal.accounts.presence import register_presence
from journal.blueprints import BLUEPRINTS
from journal.blueprints.attendance.prefilling import prefill_saved_lessons
from journal.bodies import register_bodies
from journal.config import MEGABYTE, Settings
from journal.database import Database, register_database
from journal.database.request import close_transaction, commit_transaction
from journal.error_pages import register_error_pages
from journal.extensions import bootstrap, csrf, login_manager
from journal.home import register_home
from journal.i18n import register_languages
from journal.keys import register_keys
from journal.navigation import register_navigation
from journal.places import TEMPLATES
from journal.security_headers import register_security_headers
from journal.template_filters import register_filters


class JournalApp(Flask):
    """Flask with one transaction a request."""

    def dispatch_request(self) -> Any:
        """Commit when the view returned; an exception leaves nothing behind."""
        try:
            answer = self.make_response(super().dispatch_request())
            prefill_saved_lessons()
        except BaseException:
            close_transaction()
            raise
        commit_transaction()
        return answer


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application for one school; without *settings* they come from the environment."""
    settings = settings or Settings.from_environment()
    app = JournalApp("journal", template_folder=str(TEMPLATES))
    configure(app, settings)
    register_keys(app)
    register_bodies(app)
    register_database(app, Database(settings.database_url, clock_tolerance=settings.clock_tolerance))
    bootstrap.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    register_presence(app)
    register_languages(app)
    register_filters(app)
    register_navigation(app)
    register_home(app)
    register_error_pages(app)
    register_security_headers(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Take the process's settings over into Flask's."""
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=settings.upload_limit_mb * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=settings.upload_limit_mb * MEGABYTE,
        SESSION_COOKIE_NAME="journal",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
