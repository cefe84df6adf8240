"""Homework as scripts write it, its files, and its page for families."""

from flask import Blueprint

blueprint = Blueprint("homework", __name__, url_prefix="/lessons/<int:lesson_id>/homework")

from journal.blueprints.homework import files, views  # noqa: E402, F401 - their routes
