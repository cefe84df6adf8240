"""Examinations: their list, the sheet of results, and results from a spreadsheet."""

from flask import Blueprint

blueprint = Blueprint("exams", __name__)

from journal.blueprints.exams import results, views  # noqa: E402, F401 - they add their routes
