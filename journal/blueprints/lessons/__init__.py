"""The lesson screen: one lesson on one page."""

from flask import Blueprint

blueprint = Blueprint("lessons", __name__, url_prefix="/lessons")

from journal.blueprints.lessons import columns, views  # noqa: E402, F401 - their routes
