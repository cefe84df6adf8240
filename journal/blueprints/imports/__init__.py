"""Importing spreadsheets: the whole school by the administrator, a plan (КТП) by its teacher."""

from flask import Blueprint

blueprint = Blueprint("imports", __name__)

from journal.blueprints.imports import plans, school  # noqa: E402, F401 - their routes
