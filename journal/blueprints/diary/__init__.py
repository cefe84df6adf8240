"""The diary: a week, and marks by subject."""

from flask import Blueprint

blueprint = Blueprint("diary", __name__, url_prefix="/diary")

from journal.blueprints.diary import views  # noqa: E402, F401 - they add their routes
