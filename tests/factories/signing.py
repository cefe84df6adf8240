"""Signing in without the form and its deliberately slow password check."""

from flask.testing import FlaskClient
from sqlalchemy import select

from journal.accounts.sessions import TOKEN_KEY, open_session
from journal.models import Account, Person


def sign_in(client: FlaskClient, person: Person) -> None:
    """Open a session of the person's account in this client; not while a writing session is open."""
    database = client.application.extensions["database"]
    with database.writing() as session:
        account = session.scalars(select(Account).where(Account.person_id == person.id)).one()
        token = open_session(session, account=account, address="127.0.0.1", device="Chromium, Linux")
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[TOKEN_KEY] = token
