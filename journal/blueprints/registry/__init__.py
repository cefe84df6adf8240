"""Classes: their pupils with parents, and the slips that their tutor prints."""

from flask import Blueprint

blueprint = Blueprint("registry", __name__)

from journal.blueprints.registry import views  # noqa: E402, F401 - its routes
