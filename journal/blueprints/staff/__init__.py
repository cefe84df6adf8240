"""The staff: roles, dismissal and slips, for the administrator."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)

from journal.blueprints.staff import views  # noqa: E402, F401 - its routes
