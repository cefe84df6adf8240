"""Linking amendments into their chains, last in the transaction and in ascending order of chains."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from journal.amendments.canonical import FIELDS, GENESIS, canonical_form, link_hash
from journal.models import Amendment, Chain, ChainLink

QUEUE = "unlinked_amendments"
Queue = list[tuple[Amendment, tuple[int, ...]]]


def queue_amendment(session: Session, amendment: Amendment, class_ids: tuple[int, ...]) -> None:
    """Remember an amendment until the commit; without classes it belongs to the school's chain."""
    queue: Queue = session.info.setdefault(QUEUE, [])
    queue.append((amendment, class_ids))


def list_queued(session: Session) -> Queue:
    """The amendments of this transaction that are not linked yet, with the classes of each."""
    queue: Queue = session.info.get(QUEUE, [])
    return queue


def link_amendments(session: Session) -> None:
    """Append the queued amendments to the chains of their classes, or to the school's."""
    queue: Queue = session.info.pop(QUEUE, [])
    if not queue:
        return
    session.flush()
    by_class: dict[int | None, list[Amendment]] = defaultdict(list)
    for amendment, class_ids in queue:
        keys: set[int | None] = set(class_ids) or {None}
        for class_id in keys:
            by_class[class_id].append(amendment)
    chains = {find_or_create_chain(session, key): amendments for key, amendments in by_class.items()}
    for chain_id in sorted(chains):
        append_links(session, chain_id, chains[chain_id])


def find_or_create_chain(session: Session, class_id: int | None, kind: str = "school") -> int:
    """The id of a class's chain, or of the school's one of that kind; it is made when first needed."""
    condition = Chain.class_id == class_id if class_id else (Chain.class_id.is_(None)) & (Chain.kind == kind)
    query = select(Chain.id).where(condition)
    chain_id = session.scalar(query)
    if chain_id is None:
        values = {
            "kind": "class" if class_id else kind,
            "class_id": class_id,
            "head_number": 0,
            "head_hash": GENESIS,
        }
        session.execute(insert_ignoring(session, Chain, values))
        chain_id = session.scalar(query)
    assert chain_id is not None
    return chain_id


def insert_ignoring(session: Session, model: Any, values: dict[str, Any]) -> Insert:
    """An insert that does nothing where the row is there already."""
    dialect = session.get_bind().dialect.name
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement: Insert = insert(model).values(**values).on_conflict_do_nothing()
    return statement


def append_links(session: Session, chain_id: int, amendments: list[Amendment]) -> None:
    """Lock the head of a chain, append links for these amendments in their order and move the head."""
    head = session.execute(
        select(Chain).where(Chain.id == chain_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one()
    number, previous = head.head_number, head.head_hash
    rows = []
    for amendment in amendments:
        number += 1
        fields = {name: getattr(amendment, name) for name in FIELDS}
        digest = link_hash(chain_id, number, previous, canonical_form(amendment.made_at, fields))
        rows.append(
            {
                "chain_id": chain_id,
                "number": number,
                "amendment_id": amendment.id,
                "previous": previous,
                "hash": digest,
            }
        )
        previous = digest
    session.execute(ChainLink.__table__.insert(), rows)  # type: ignore[attr-defined]
    head.head_number, head.head_hash = number, previous
    session.flush()
