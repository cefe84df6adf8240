"""Changing a password: by its owner, or by printing a slip (R-CREDENTIALS)."""

from sqlalchemy.orm import Session

from journal.accounts import rules
from journal.accounts.errors import WeakPassword, WrongPassword
from journal.accounts.hashing import hash_password, is_password
from journal.accounts.sessions import end_sessions
from journal.amendments.record import Place, record_value
from journal.errors import NotFound
from journal.models import Account
from journal.permissions.actor import Actor


def change_password(
    session: Session, *, actor: Actor, account_id: int, present: str, new: str, keep_session: int
) -> None:
    """Give an account its owner's new password and end its other sessions at once.

    Raises `WrongPassword` where *present* doesn't fit and `WeakPassword` where the new one breaks a rule.
    """
    account = session.get(Account, account_id)
    if account is None or account.person_id != actor.person_id:
        raise NotFound()
    if not is_password(present, account.password_hash):
        raise WrongPassword()
    trouble = rules.find_password_trouble(new, login=account.login, present=present)
    if trouble:
        raise WeakPassword(trouble=trouble)
    account.password_hash = hash_password(new)
    account.password_is_temporary = False
    end_sessions(session, account_ids=[account.id], keep=keep_session)
    record_value(session, actor=actor, kind="password", place=Place(), before="", after=account.login)
    session.flush()
