"""Signing in: the password, and the slow-down by login and by address (R-CREDENTIALS)."""

import hashlib
import hmac

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.accounts import rules
from journal.accounts.errors import TooManyAttempts
from journal.accounts.hashing import is_password
from journal.accounts.sessions import ADDRESS_LENGTH
from journal.models import Account, SignInFailure


def fold_login(login: str) -> str:
    """A login as it is kept: people type capitals and spaces from a slip."""
    return login.replace("\0", "").strip().casefold()


def digest_login(login: str, secret: str) -> str:
    """The keyed digest that stands for a login among failures: people type passwords there by mistake."""
    return hmac.new(secret.encode(), fold_login(login).encode(), hashlib.sha256).hexdigest()


def find_account(session: Session, *, login: str, password: str) -> Account | None:
    """The account that login and password open, or None; an unknown login costs the same work."""
    account = session.scalar(select(Account).where(Account.login == fold_login(login)))
    fits = is_password(password, account.password_hash if account else None)
    return account if fits else None


def check_pause(session: Session, *, login_digest: str, address: str) -> None:
    """Raise `TooManyAttempts` while the login or the address has to wait."""
    now = clock.now()
    rows = session.execute(
        select(SignInFailure.login_digest, SignInFailure.address, SignInFailure.failed_at).where(
            (SignInFailure.login_digest == login_digest)
            | (SignInFailure.address == address[:ADDRESS_LENGTH]),
            SignInFailure.failed_at > now - rules.FAILURES_KEPT,
        )
    ).all()
    of_login = [row.failed_at for row in rows if row.login_digest == login_digest]
    of_address = [row.failed_at for row in rows if row.address == address[:ADDRESS_LENGTH]]
    wait = max(
        rules.compute_wait(of_login, now, free=rules.FREE_FAILURES_OF_LOGIN),
        rules.compute_wait(of_address, now, free=rules.FREE_FAILURES_OF_ADDRESS),
    )
    if wait:
        raise TooManyAttempts(wait=wait)


def record_failure(session: Session, *, login_digest: str, address: str) -> None:
    """Keep a failure for the slow-down; those that no longer matter are swept away."""
    now = clock.now()
    session.execute(delete(SignInFailure).where(SignInFailure.failed_at < now - rules.FAILURES_KEPT))
    session.add(SignInFailure(login_digest=login_digest, address=address[:ADDRESS_LENGTH], failed_at=now))
    session.flush()


def forgive_failures(session: Session, *, login_digest: str) -> None:
    """Forget a login's failures after its owner got in; those of the address stay."""
    session.execute(delete(SignInFailure).where(SignInFailure.login_digest == login_digest))
