"""The heads of the chains: what proves that no tail of the history was cut off.

Every day one amendment takes the heads down and is linked into the daily chain. Who keeps a copy of the heads
elsewhere (a backup, an act) can compare it even with a history that was rewritten as a whole.
"""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.canonical import GENESIS
from journal.amendments.chain import append_links, find_or_create_chain
from journal.amendments.record import store_text
from journal.models import Amendment, Chain
from journal.permissions.actor import SCHEDULER

KIND = "heads"
DAILY = "daily"
SCHOOL = "school"


@dataclass(frozen=True)
class Head:
    """The last link of a chain at some moment: its number (0: none yet) and its hash."""

    chain_id: int
    number: int
    hash: str

    def __str__(self) -> str:
        """«3:214:9f86d0…»: as acts bear it and `journal verify --head` takes it."""
        return f"{self.chain_id}:{self.number}:{self.hash}"


def parse_head(text: str) -> Head:
    """Read a head as it is printed; raise `ValueError` on anything else."""
    chain_id, number, digest = "".join(text.split()).split(":")
    if len(digest) != len(GENESIS):
        raise ValueError("this is no head of a chain")
    return Head(int(chain_id), int(number), digest.lower())


def find_head(session: Session, class_id: int | None = None) -> Head | None:
    """The head of a class's chain, or of the school's; None where nothing was ever linked into it."""
    condition = Chain.class_id == class_id if class_id else Chain.kind == SCHOOL
    row = session.execute(
        select(Chain.id, Chain.head_number, Chain.head_hash).where(condition, Chain.head_number > 0)
    ).first()
    return Head(*row) if row else None


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
