"""One transaction a request: read for safe methods, write for the others."""

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from journal.database.database import Database, Transaction

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def register_database(app: Flask, database: Database) -> None:
    """Give the app its database, and close every request's transaction."""
    app.extensions["database"] = database
    app.teardown_appcontext(close_transaction)


def current_database() -> Database:
    """The database of the school that this request talks to."""
    database: Database = current_app.extensions["database"]
    return database


def current_session() -> Session:
    """The request's session; opened at its first use.

    The body of an unsafe request is read before its transaction begins, so that a slow sender never holds
    the write lock. After the commit only reading is left (an error page, say).
    """
    transaction: Transaction | None = g.get("transaction")
    if transaction is None:
        writing = request.method not in SAFE_METHODS and not g.get("transaction_finished", False)
        if writing:
            _read_body()
        database = current_database()
        transaction = database.begin_writing() if writing else database.begin_reading()
        g.transaction = transaction
    return transaction.session


def _read_body() -> None:
    """Read the request's body; after one that can't be read only its error page is left to show."""
    try:
        request.get_data(parse_form_data=True)
    except HTTPException:
        g.transaction_finished = True
        raise


def commit_transaction() -> None:
    """Commit what the view did."""
    transaction: Transaction | None = g.pop("transaction", None)
    if transaction is not None:
        g.transaction_finished = True
        transaction.commit()


def close_transaction(_error: BaseException | None = None) -> None:
    """Roll back what was not committed."""
    transaction: Transaction | None = g.pop("transaction", None)
    if transaction is not None:
        g.transaction_finished = True
        transaction.close()
