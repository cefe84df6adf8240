"""Requests to change what is locked: asking, deciding, the order that lets a deputy decide (R-UNLOCK)."""

from flask import Blueprint

blueprint = Blueprint("unlocks", __name__)

import journal.unlocks.sentences  # noqa: E402, F401 - it says what is refused
from journal.blueprints.unlocks import asking, choosing, deciding, delegations  # noqa: E402, F401 - routes
