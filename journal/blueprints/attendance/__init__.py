"""Absences: a class's day, its facts, its counts, what families announce, the whole school's day."""

from flask import Blueprint

blueprint = Blueprint("attendance", __name__)

from journal.blueprints.attendance import day, facts, family, school, views  # noqa: E402, F401 - they add their routes
