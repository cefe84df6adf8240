"""Topics: of one lesson as scripts write them, of a course as a list, and the plan that they come from."""

from flask import Blueprint

blueprint = Blueprint("topics", __name__)

from journal.blueprints.topics import lists, plan, topic  # noqa: E402, F401 - their routes
