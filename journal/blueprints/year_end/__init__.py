"""The end of a year: the archive register, closing the year, opening the next one."""

from flask import Blueprint

blueprint = Blueprint("year_end", __name__, url_prefix="/archive")

import journal.sealing.sentences  # noqa: E402, F401 - it says what is refused
from journal.blueprints.year_end import register, year  # noqa: E402, F401 - they add their routes
