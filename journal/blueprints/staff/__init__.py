"""The staff: roles, dismissal and slips, for the administrator."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)

from journal.blueprints.staff import supervision, views  # noqa: E402, F401 - their routes
