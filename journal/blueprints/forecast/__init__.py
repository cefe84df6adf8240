"""The forecast, for a family by subject and for a teacher by pupil."""

from flask import Blueprint

blueprint = Blueprint("forecast", __name__)

from journal.blueprints.forecast import course, pupil  # noqa: E402, F401 - they add their routes
