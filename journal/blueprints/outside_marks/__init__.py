"""Marks of other organisations: who has some, a pupil's reports, and the form for a new one (R-NEWCOMER)."""

from flask import Blueprint

blueprint = Blueprint("outside_marks", __name__)

from journal.blueprints.outside_marks import sentences, views  # noqa: E402, F401 - routes and sentences
