"""Examinations: their list, the sheet of results, results from a spreadsheet and by hand."""

from flask import Blueprint

blueprint = Blueprint("exams", __name__)

from journal.blueprints.exams import correction, results, views  # noqa: E402, F401 - they add their routes
