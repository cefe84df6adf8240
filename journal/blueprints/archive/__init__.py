"""The year's archive: what a class still misses, its papers, and those of the whole school."""

from flask import Blueprint

blueprint = Blueprint("archive", __name__)

import journal.archive.sentences  # noqa: E402, F401 - it says what is refused
from journal.blueprints.archive import class_page, school_page  # noqa: E402, F401 - they add their routes
