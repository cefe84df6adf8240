"""Signing in and out, the own password, sign-ins, language and look."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from journal.blueprints.accounts import appearance, password, sign_in, sign_ins  # noqa: E402, F401 - their routes
