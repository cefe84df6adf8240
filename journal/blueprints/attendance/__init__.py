"""Attendance of a class over a period."""

from flask import Blueprint

blueprint = Blueprint("attendance", __name__)

from journal.blueprints.attendance import views  # noqa: E402, F401 - they add their routes
