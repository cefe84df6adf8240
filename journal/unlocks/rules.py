"""The life of a request to unlock, and what a decision may say (R-UNLOCK).

Draft → sent → withdrawn, refused or granted; what was granted is used or expires. Plain values only.
"""

from collections.abc import Collection, Set
from datetime import date, timedelta

from journal.errors import BadRequest
from journal.locks.rules import Cell
from journal.unlocks.errors import (
    BadOrder,
    DeadlinePassed,
    DeadlineTooFar,
    Incomplete,
    NothingGranted,
    RequestStands,
    TooManyCells,
)

DRAFT, SENT, WITHDRAWN, GRANTED, REFUSED, USED, EXPIRED = STATES = (
    "draft",
    "sent",
    "withdrawn",
    "granted",
    "refused",
    "used",
    "expired",
)
BEFORE: dict[str, frozenset[str]] = {
    SENT: frozenset({DRAFT}),
    WITHDRAWN: frozenset({DRAFT, SENT}),
    GRANTED: frozenset({SENT}),
    REFUSED: frozenset({SENT}),
    USED: frozenset({GRANTED}),
    EXPIRED: frozenset({GRANTED}),
}
GROUNDS = ("illness", "reason", "resit", "other")
MOST_CELLS = 500
# A longer deadline is a slip of the hand in the year; who needs more time asks again.
LONGEST_GRANT = timedelta(days=60)
LONGEST_ORDER = timedelta(days=366)


def check_step(state: str, step: str) -> None:
    """Let a request in *state* become *step*; raise RequestStands where it may not."""
    if state not in BEFORE.get(step, frozenset()):
        raise RequestStands(state=state)


def check_cells(cells: Collection[Cell]) -> None:
    """A request names at least one cell, and not the whole journal: raise Incomplete or TooManyCells."""
    if not cells:
        raise Incomplete(what="cells")
    if len(cells) > MOST_CELLS:
        raise TooManyCells(limit=MOST_CELLS)


def check_ground(ground: str) -> str:
    """Return a ground of the regulation, or nothing while it isn't chosen; raise BadRequest."""
    if ground and ground not in GROUNDS:
        raise BadRequest()
    return ground


def check_complete(*, ground: str, why: str, papers: int) -> None:
    """What is sent has its ground, says why and is proved by a document (§ 5.5); raise Incomplete."""
    missing = [what for what, there in (("ground", ground), ("why", why), ("papers", papers)) if not there]
    if missing:
        raise Incomplete(what=missing[0])


def check_deadline(until: date, today: date) -> date:
    """Return the last day of a grant; raise DeadlinePassed or DeadlineTooFar."""
    if until < today:
        raise DeadlinePassed(today=today)
    if until > today + LONGEST_GRANT:
        raise DeadlineTooFar(latest=today + LONGEST_GRANT)
    return until


def check_granted(granted: Set[Cell], asked: Set[Cell]) -> None:
    """A decision opens some of what was asked for: raise NothingGranted, or BadRequest for anything else."""
    if not granted:
        raise NothingGranted()
    if not granted <= asked:
        raise BadRequest()


def judge_end(granted: Set[Cell], changed: Set[Cell], *, has_ended: bool) -> str | None:
    """What a granted request becomes: used or expired once its grant ends, used once all is changed."""
    if granted <= changed:
        return USED
    if not has_ended:
        return None
    return USED if changed else EXPIRED


def check_order(*, ordered_on: date, starts_on: date, ends_on: date, today: date) -> None:
    """An order holds for days in their order, from its own day on, not only in the past: raise BadOrder."""
    if not ordered_on <= starts_on <= ends_on:
        raise BadOrder(trouble="order")
    if ends_on < today:
        raise BadOrder(trouble="past")
    if ends_on - starts_on > LONGEST_ORDER:
        raise BadOrder(trouble="long")
