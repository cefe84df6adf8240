"""Asking for the password once more before something is carried out of the journal."""

from flask import current_app, request
from flask_login import current_user

from journal.accounts import sign_in as services
from journal.accounts.errors import WrongPassword
from journal.database import current_session
from journal.database.request import commit_transaction, current_database


def check_password_again(password: str) -> None:
    """Let whoever knows the signed-in person's password pass.

    Raises `WrongPassword`, which counts as a failed sign-in and is kept, and `TooManyAttempts`. The slow
    check is done before the write transaction begins.
    """
    login = current_user.login
    digest = services.digest_login(login, current_app.extensions["settings"].secret_key)
    place = {"login_digest": digest, "address": request.remote_addr or ""}
    with current_database().reading() as reading:
        services.check_pause(reading, **place)
        account = services.find_account(reading, login=login, password=password)
    services.check_pause(current_session(), **place)
    if account is None:
        services.record_failure(current_session(), **place)
        commit_transaction()
        raise WrongPassword()
    services.forgive_failures(current_session(), login_digest=digest)
