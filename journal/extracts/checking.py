"""Whether a paper extract is genuine: anybody may ask by its code, slowed down after wrong ones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.accounts.errors import TooManyAttempts
from journal.accounts.sign_in import check_pause, digest_login, record_failure
from journal.extracts.errors import TooManyCodes
from journal.extracts.making import ALPHABET, CODE_GROUPS, GROUP_LENGTH
from journal.models import Extract

# Russian letters that look like those of a code, as people type them from paper.
ALIKE = str.maketrans("АВЕКМНРСТХУ", "ABEKMHPCTXY")


@dataclass(frozen=True)
class Genuine:
    """All that is said of a genuine paper: its number and the moment that it tells of."""

    number: int
    made_at: datetime


def check_code(session: Session, *, code: str, address: str, secret: str) -> Genuine | None:
    """The paper with a code, or None; raises `TooManyCodes` after too many wrong ones from an address."""
    # Kept apart from sign-ins: codes typed at a neighbour's desk never keep a teacher out.
    place = {"login_digest": digest_login(f"code {address}", secret), "address": f"code {address}"}
    try:
        check_pause(session, **place)
    except TooManyAttempts as error:
        raise TooManyCodes(wait=error.wait) from error
    found = session.execute(
        select(Extract.id, Extract.made_at).where(Extract.code == read_code(code))
    ).one_or_none()
    if found is None:
        record_failure(session, **place)
        return None
    return Genuine(*found)


def read_code(text: str) -> str:
    """A code as it is kept, whatever hyphens, spaces, small or Russian letters were typed."""
    letters = [letter for letter in text.upper().translate(ALIKE) if letter in ALPHABET]
    letters = letters[: CODE_GROUPS * GROUP_LENGTH + 1]
    return "-".join(
        "".join(letters[start : start + GROUP_LENGTH]) for start in range(0, len(letters), GROUP_LENGTH)
    )
