"""Signed-in browsers: opening, using and ending their sessions (R-NOPUPIL, R-ACTIVITY)."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from journal import clock
from journal.models import Account, SignInSession, Visit
from journal.school import school_today

TOKEN_KEY = "sign_in"
TOKEN_BYTES = 32
DEVICE_LENGTH = 120
# How exact «last seen» is: a writing transaction for every page would make readers wait for each other.
SEEN_EVERY = timedelta(minutes=2)


def digest_token(token: str) -> str:
    """The SHA-256 under which a session's secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, *, account: Account, address: str, device: str) -> str:
    """Begin a session of an account and count the visit; returns the secret for the browser's cookie."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    session.add(
        SignInSession(
            account_id=account.id,
            token_digest=digest_token(token),
            started_at=now,
            seen_at=now,
            address=address,
            device=device[:DEVICE_LENGTH],
        )
    )
    session.flush()
    record_visit(session, account_id=account.id)
    return token


def record_visit(session: Session, *, account_id: int) -> None:
    """Count this day among the account's visits (R-ACTIVITY)."""
    key = (account_id, school_today(session))
    visit = session.get(Visit, key)
    if visit is None:
        visit = Visit(account_id=account_id, visited_on=key[1])
        session.add(visit)
    visit.last_at = clock.now()
    session.flush()
