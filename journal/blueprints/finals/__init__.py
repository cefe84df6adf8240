"""Final marks, examinations and the end of a period."""

from flask import Blueprint

blueprint = Blueprint("finals", __name__)

from journal.blueprints.finals import checks, class_sheet, course, missing  # noqa: E402, F401 - they add their routes
