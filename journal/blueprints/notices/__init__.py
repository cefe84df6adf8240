"""What is new, how it comes, and the links that letters carry."""

from flask import Blueprint

blueprint = Blueprint("notices", __name__, url_prefix="/notices")

from journal.blueprints.notices import choices, links, office, own, views  # noqa: E402, F401 - they add their routes
