"""Cancelling and moving lessons: one, or the day of a class or of the school (R-CANCEL)."""

from flask import Blueprint

blueprint = Blueprint("lesson_changes", __name__)

from journal.blueprints.lesson_changes import sentences, views  # noqa: E402, F401 - routes and sentences
