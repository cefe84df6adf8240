"""Where a person's letters go: an address counts only after the link in its first letter was followed."""

import hashlib
import re
import secrets
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock
from journal.models import Letter, MailAddress
from journal.notices.choices import reschedule
from journal.notices.errors import BadAddress, LinkIsOver, TooManyLetters
from journal.notices.outbox import put_letter, stop_letters
from journal.notices.queries import find_address

# One @, a domain with a dot, and nothing that could end a line of a letter's head.
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z0-9-]{2,63}"
)
LONGEST = 254
LINK_HOLDS = timedelta(days=2)
LETTERS_A_DAY = 5
SECRET_BYTES = 24
SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def check_address(text: str) -> str:
    """The address without spaces around it, or `BadAddress`."""
    address = text.strip()
    if len(address) > LONGEST or not ADDRESS.fullmatch(address):
        raise BadAddress()
    return address


def request_address(session: Session, *, person_id: int, address: str) -> None:
    """Take a new address and send a letter with a link to it; the old one counts no more.

    Raises `BadAddress` and `TooManyLetters`.
    """
    address = check_address(address)
    _check_pace(session, person_id)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    stop_letters(session, person_id=person_id, kinds=("confirmation",))
    row = find_address(session, person_id)
    if row is None:
        row = MailAddress(person_id=person_id, stop_key=secrets.token_urlsafe(SECRET_BYTES))
        session.add(row)
    row.address, row.confirmed_at = address, None
    row.token_digest, row.token_until = digest(secret), clock.now() + LINK_HOLDS
    session.flush()
    put_letter(session, person_id=person_id, kind="confirmation", secret=secret, try_at=clock.now())


def confirm_address(session: Session, *, secret: str) -> None:
    """Let letters go to the address whose link this is, once. Raises `LinkIsOver`."""
    row = get_unconfirmed(session, secret)
    row.confirmed_at, row.token_digest, row.token_until = clock.now(), None, None
    session.flush()


def get_unconfirmed(session: Session, secret: str) -> MailAddress:
    """The address that a link would confirm now, or `LinkIsOver`."""
    row = session.scalar(select(MailAddress).where(MailAddress.token_digest == digest(secret)))
    if row is None or row.token_until is None or row.token_until < clock.now():
        raise LinkIsOver()
    return row


def forget_address(session: Session, *, person_id: int) -> None:
    """Send nothing more to a person; what is new stays on the page."""
    row = find_address(session, person_id)
    if row is None:
        return
    stop_letters(session, person_id=person_id, kinds=("confirmation", "notices"))
    session.delete(row)
    session.flush()
    reschedule(session, person_id)


def get_by_stop_key(session: Session, key: str) -> MailAddress:
    """The address whose letters carry this link, or `LinkIsOver`."""
    is_key = SECRET.fullmatch(key) is not None
    row = session.scalar(select(MailAddress).where(MailAddress.stop_key == key)) if is_key else None
    if row is None:
        raise LinkIsOver()
    return row


def digest(secret: str) -> str:
    """What is kept of a link's secret: a stolen database confirms nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check_pace(session: Session, person_id: int) -> None:
    sent = session.scalar(
        select(func.count()).where(
            Letter.person_id == person_id,
            Letter.kind == "confirmation",
            Letter.created_at > clock.now() - timedelta(days=1),
        )
    )
    if (sent or 0) >= LETTERS_A_DAY:
        raise TooManyLetters()
