"""The journal page: its sheet of marks, its cells and its final marks."""

from flask import Blueprint

blueprint = Blueprint("grades", __name__)

from journal.blueprints.grades import cells, courses, finals, paper, sheet  # noqa: E402, F401 - they add their routes
