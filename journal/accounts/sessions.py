"""Signed-in browsers: opening, using and ending their sessions (R-NOPUPIL, R-ACTIVITY)."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.errors import NotFound
from journal.models import Account, SignInSession, Visit
from journal.school import school_today

TOKEN_KEY = "sign_in"
TOKEN_BYTES = 32
DEVICE_LENGTH = 120
ADDRESS_LENGTH = 40
# How exact «last seen» is: a writing transaction for every page would make readers wait for each other.
SEEN_EVERY = timedelta(minutes=2)
SHOWN_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=90)
SHOWN_AT_MOST = 30


def digest_token(token: str) -> str:
    """The SHA-256 under which a session's secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, *, account: Account, address: str, device: str) -> str:
    """Begin a session of an account and count the visit; returns the secret for the browser's cookie."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    session.execute(
        delete(SignInSession).where(
            SignInSession.account_id == account.id, SignInSession.seen_at < now - KEPT_FOR
        )
    )
    session.add(
        SignInSession(
            account_id=account.id,
            token_digest=digest_token(token),
            started_at=now,
            seen_at=now,
            address=address[:ADDRESS_LENGTH],
            device=device[:DEVICE_LENGTH],
        )
    )
    session.flush()
    record_visit(session, account_id=account.id)
    return token


def was_session_of(session: Session, token: object, account_id: int) -> bool:
    """Whether a cookie's secret belongs to this account, be its session living or ended."""
    if not isinstance(token, str):
        return False
    owner = select(SignInSession.account_id).where(SignInSession.token_digest == digest_token(token))
    return session.scalar(owner) == account_id


def record_visit(session: Session, *, account_id: int) -> None:
    """Count this day among the account's visits (R-ACTIVITY)."""
    key = (account_id, school_today(session))
    visit = session.get(Visit, key)
    if visit is None:
        visit = Visit(account_id=account_id, visited_on=key[1])
        session.add(visit)
    visit.last_at = clock.now()
    session.flush()


def touch_session(session: Session, *, session_id: int, account_id: int) -> None:
    """Note that a session is in use; one that has ended meanwhile stays ended."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(seen_at=clock.now())
    )
    record_visit(session, account_id=account_id)


def end_session(session: Session, *, account_id: int, session_id: int) -> None:
    """End one session of an account; `NotFound` where the account has no such one."""
    found = session.get(SignInSession, session_id)
    if found is None or found.account_id != account_id:
        raise NotFound()
    found.ended_at = found.ended_at or clock.now()
    session.flush()


def end_sessions(session: Session, *, account_ids: Sequence[int], keep: int | None = None) -> None:
    """End every session of these accounts, but for *keep*."""
    session.execute(
        update(SignInSession)
        .where(
            SignInSession.ended_at.is_(None),
            SignInSession.account_id.in_(account_ids),
            SignInSession.id != (keep or 0),
        )
        .values(ended_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def end_sessions_of_person(session: Session, person_id: int) -> None:
    """End every session of a person: after a dismissal or a change of roles, at once."""
    account_ids = session.scalars(select(Account.id).where(Account.person_id == person_id)).all()
    end_sessions(session, account_ids=account_ids)


def list_sessions(session: Session, account_id: int) -> Sequence[SignInSession]:
    """The account's sign-ins of the last month, the newest first."""
    return session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.seen_at >= clock.now() - SHOWN_FOR)
        .order_by(SignInSession.id.desc())
        .limit(SHOWN_AT_MOST)
    ).all()
