"""The amendments of the demo school, chained as those of a real one (R-AMEND)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from journal.amendments.canonical import FIELDS, GENESIS, canonical_form, link_hash, text_digest
from journal.amendments.record import SALT_BYTES
from journal.demo.rows import Rows
from journal.models import Amendment, AmendmentText, Chain, ChainLink

SOURCE = "demo"
EMPTY = dict.fromkeys(FIELDS) | {"before": "", "after": "", "reason": "", "source": SOURCE}


@dataclass(frozen=True)
class Writer:
    """Who made an entry."""

    person_id: int | None
    name: str
    position: str


class History:
    """Amendments in the making; they are numbered and chained in the order of their moments."""

    def __init__(self, rows: Rows, random: Random) -> None:
        """Take the salts of texts from *random*, so that the same seed makes the same hashes."""
        self.rows = rows
        self.random = random
        self.entries: list[tuple[datetime, int, tuple[int, ...], dict[str, Any]]] = []

    def record(
        self, made_at: datetime, writer: Writer, kind: str, class_ids: Iterable[int] = (), **fields: Any
    ) -> None:
        """Collect one amendment; it links to the chains of these classes, or to the school's."""
        entry = EMPTY | fields
        entry["kind"] = kind
        entry["actor_id"] = writer.person_id
        entry["actor_name"] = writer.name
        entry["actor_position"] = writer.position
        self.entries.append((made_at, len(self.entries), tuple(class_ids), entry))

    def keep_text(self, content: str) -> str:
        """Keep a free text aside and return the digest that stands for it; nothing for an empty one."""
        if not content:
            return ""
        salt = self.random.randbytes(SALT_BYTES)
        digest = text_digest(salt, content)
        self.rows.add_keyed(AmendmentText, digest=digest, salt=salt, content=content)
        return digest

    def add_rows(self) -> None:
        """Turn what was collected into rows of amendments, links and chains."""
        by_class: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for made_at, _, class_ids, fields in sorted(self.entries, key=lambda entry: entry[:2]):
            amendment_id = self.rows.add(Amendment, made_at=made_at, **fields)
            canonical = canonical_form(made_at, fields)
            for class_id in class_ids or (0,):
                by_class[class_id].append((amendment_id, canonical))
        for class_id in sorted(by_class):
            self.add_chain(class_id, by_class[class_id])

    def add_chain(self, class_id: int, entries: list[tuple[int, str]]) -> None:
        """Link entries into the chain of a class, or of the school (0)."""
        chain = {"kind": "class" if class_id else "school", "class_id": class_id or None}
        chain_id = len(self.rows.by_table[Chain.__tablename__]) + 1
        previous = GENESIS
        for number, (amendment_id, canonical) in enumerate(entries, start=1):
            digest = link_hash(chain_id, number, previous, canonical)
            self.rows.add_keyed(
                ChainLink,
                chain_id=chain_id,
                number=number,
                amendment_id=amendment_id,
                previous=previous,
                hash=digest,
            )
            previous = digest
        self.rows.add(Chain, **chain, head_number=len(entries), head_hash=previous)
