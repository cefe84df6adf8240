"""Paper extracts: applications with their steps, printed sheets, checking a paper, who was in time."""

from flask import Blueprint

blueprint = Blueprint("extracts", __name__)

import journal.extracts.sentences  # noqa: E402, F401 - it says what is refused
from journal.blueprints.extracts import (  # noqa: E402, F401 - they add their routes
    application,
    checking,
    classes,
    course,
    entering,
    lists,
    papers,
    watching,
)
