"""My day: what waits for the person, whatever hats the person wears."""

from flask import Blueprint

blueprint = Blueprint("day", __name__, url_prefix="/day")

from journal.blueprints.day import gaps, views  # noqa: E402, F401 - they add their routes
