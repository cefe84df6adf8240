"""A history of many changes, written in bulk: what twenty classes gain in two or three years."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from journal.amendments.canonical import FIELDS, GENESIS, canonical_form, link_hash, text_digest
from journal.amendments.record import SALT_BYTES
from journal.models import Amendment, AmendmentText, Chain, ChainLink, SchoolClass
from tests.factories import make_year

CLASSES, BATCH = 20, 10_000
FIRST = datetime(2026, 9, 1, 3, 0, 0, 123456, tzinfo=UTC)
TEXT_SHARE = 0.1
Row = dict[str, Any]


class HistoryWriter:
    """Makes rows and chains them; every tenth change is that of a text."""

    def __init__(self, class_ids: list[int]) -> None:
        """Begin the chains, one a class."""
        self.class_ids, self.chance = class_ids, random.Random(1_000_000)
        self.heads = dict.fromkeys(range(1, len(class_ids) + 1), (0, GENESIS))
        self.texts: list[Row] = []
        self.links: list[Row] = []

    def list_amendments(self, count: int) -> Iterator[Row]:
        """Amendments one by one, each linked into the chain of its class."""
        for number in range(1, count + 1):
            made_at = FIRST + timedelta(seconds=number * 20)
            fields = dict.fromkeys(FIELDS) | {
                "kind": "mark",
                "year_id": 1,
                "course_id": number % 240 + 1,
                "lesson_id": number % 40_000 + 1,
                "column_id": number % 40_000 + 1,
                "pupil_id": number % 500 + 1,
                "subject_id": number % 12 + 1,
                "before": "",
                "after": str(number % 4 + 2),
                "reason": "",
                "source": "typed",
                "actor_id": number % 60 + 1,
                "actor_name": "Иванова Мария Петровна",
                "actor_position": "учитель математики",
            }
            if self.chance.random() < TEXT_SHARE:
                fields |= {"kind": "topic", "after": self.keep_text(f"Тема урока {number}")}
            self.link(number % len(self.class_ids) + 1, number, canonical_form(made_at, fields))
            yield {"id": number, "made_at": made_at} | fields

    def keep_text(self, content: str) -> str:
        """Keep a text aside; return its digest."""
        salt = self.chance.randbytes(SALT_BYTES)
        digest = text_digest(salt, content)
        self.texts.append({"digest": digest, "salt": salt, "content": content})
        return digest

    def link(self, chain_id: int, amendment_id: int, canonical: str) -> None:
        """Append a link to a chain."""
        number, previous = self.heads[chain_id]
        digest = link_hash(chain_id, number + 1, previous, canonical)
        self.links.append(
            {
                "chain_id": chain_id,
                "number": number + 1,
                "amendment_id": amendment_id,
                "previous": previous,
                "hash": digest,
            }
        )
        self.heads[chain_id] = (number + 1, digest)


def write_history(session: Session, count: int) -> None:
    """Write *count* amendments into an empty database."""
    year = make_year(session, FIRST.date())
    classes = [
        SchoolClass(year_id=year.id, parallel=n % 11 + 1, letter="АБ"[n // 11]) for n in range(CLASSES)
    ]
    session.add_all(classes)
    session.flush()
    chains = [Chain(kind="class", class_id=one.id, head_number=0, head_hash=GENESIS) for one in classes]
    session.add_all(chains)
    session.flush()
    writer = HistoryWriter([chain.id for chain in chains])
    amendments = writer.list_amendments(count)
    while batch := list(islice(amendments, BATCH)):
        session.execute(insert(Amendment.__table__), batch)
        session.execute(insert(ChainLink.__table__), writer.links)
        if writer.texts:
            session.execute(insert(AmendmentText.__table__), writer.texts)
        writer.links, writer.texts = [], []
    for chain_id, (number, digest) in writer.heads.items():
        session.execute(
            update(Chain).where(Chain.id == chain_id).values(head_number=number, head_hash=digest)
        )
