"""The heads of the chains: what proves that no tail of the history was cut off.

Every day one amendment takes the heads down and is linked into the daily chain. Who keeps a copy of the heads
elsewhere (a backup, an act) can compare it even with a history that was rewritten as a whole.
"""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import append_links, find_or_create_chain
from journal.amendments.record import store_text
from journal.models import Amendment, Chain
from journal.permissions.actor import SCHEDULER

KIND = "heads"
DAILY = "daily"


@dataclass(frozen=True)
class Head:
    """The last link of a chain at some moment: its number (0: none yet) and its hash."""

    chain_id: int
    number: int
    hash: str


def list_heads(session: Session) -> list[Head]:
    """The heads of all chains as they stand."""
    rows = session.execute(select(Chain.id, Chain.head_number, Chain.head_hash).order_by(Chain.id))
    return [Head(*row) for row in rows]


def dump_heads(heads: list[Head]) -> str:
    """Heads as JSON, for a file or for the daily chain."""
    return json.dumps([asdict(head) for head in heads], separators=(",", ":"))


def load_heads(text: str) -> list[Head]:
    """Heads from the JSON of `dump_heads`; raise `ValueError` on anything else."""
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError("these are no heads of chains")
    try:
        return [Head(int(row["chain_id"]), int(row["number"]), str(row["hash"])) for row in rows]
    except (TypeError, KeyError) as error:
        raise ValueError("these are no heads of chains") from error


def record_heads(session: Session) -> int:
    """Take the heads of all other chains down in the daily one; return how many there were.

    The daily chain is linked here and not at the commit: it is locked after the heads were read, and nothing
    else is in this transaction.
    """
    daily = find_or_create_chain(session, None, DAILY)
    heads = [head for head in list_heads(session) if head.chain_id != daily]
    amendment = Amendment(
        made_at=clock.now(),
        kind=KIND,
        before="",
        after=store_text(session, dump_heads(heads)),
        reason="",
        source="scheduler",
        actor_id=SCHEDULER.person_id,
        actor_name=SCHEDULER.name,
        actor_position=SCHEDULER.position,
    )
    session.add(amendment)
    session.flush()
    append_links(session, daily, [amendment])
    return len(heads)
