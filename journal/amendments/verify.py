"""Checking that the history is whole (R-AMEND): every chain is recalculated, kept heads are compared.

Rows are streamed, so a history of any length needs the same memory. An erased text is fine: its digest is
left.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Select, func, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from journal.amendments.canonical import FIELDS, GENESIS, canonical_row, link_hash, text_digest
from journal.amendments.heads import KIND, Head, load_heads
from journal.models import Amendment, AmendmentText, Chain, ChainLink

BATCH = 1000
# On PostgreSQL it makes a cursor of the server's: without it the driver would fetch all rows at once.
STREAM = {"yield_per": BATCH}
NAMED_AT_MOST = 20
DIGEST_LENGTH = 64


What = Literal[
    "link-missing",
    "amendment-missing",
    "previous",  # a link does not continue the one before it
    "changed",  # an amendment or its link does not fit its hash
    "end",  # the chain does not end where its head says
    "kept-head",  # the chain is not the one whose head was kept
    "unlinked",  # an amendment belongs to no chain
    "text-changed",
    "text-missing",
    "heads-unreadable",
]


@dataclass(frozen=True)
class Trouble:
    """Where the history is broken, and how."""

    what: What
    chain_id: int | None = None
    number: int | None = None
    amendment_id: int | None = None


@dataclass
class Report:
    """What was looked at, and what is wrong with it: for each chain the first bad row."""

    chains: int = 0
    links: int = 0
    texts: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def verify_history(session: Session, heads: Iterable[Head] = ()) -> Report:
    """Check all chains, all texts, the heads of the daily chain and those given (kept outside)."""
    report = Report()
    for chain in session.execute(select(Chain.id, Chain.head_number, Chain.head_hash).order_by(Chain.id)):
        report.chains += 1
        report.troubles += _verify_chain(session, Head(*chain), report)
    report.troubles += _find_unlinked(session)
    report.troubles += _verify_texts(session, report)
    report.troubles += _find_missing_texts(session)
    report.troubles += _verify_daily_heads(session)
    report.troubles += _compare_heads(session, list(heads))
    return report


def _verify_chain(session: Session, head: Head, report: Report) -> list[Trouble]:
    """The first bad row of a chain, or a head that does not fit."""
    number, previous = 0, GENESIS
    links = session.connection().execute(_select_links(head.chain_id), execution_options=STREAM)
    with closing(links):
        for amendment_id, *link in links:
            number += 1
            what, previous = _judge_link(link, head.chain_id, number, previous)
            if what:
                return [Trouble(what, head.chain_id, number, amendment_id)]
            report.links += 1
    if (number, previous) != (head.number, head.hash):
        return [Trouble("end", head.chain_id, number)]
    return []


def _select_links(chain_id: int) -> Select[Any]:
    columns = [getattr(Amendment, name) for name in FIELDS]
    return (
        select(
            ChainLink.amendment_id,
            ChainLink.number,
            ChainLink.previous,
            ChainLink.hash,
            Amendment.made_at,
            *columns,
        )
        .outerjoin(Amendment, Amendment.id == ChainLink.amendment_id)
        .where(ChainLink.chain_id == chain_id)
        .order_by(ChainLink.number)
    )


def _judge_link(link: list[Any], chain_id: int, expected: int, before: str) -> tuple[What | None, str]:
    """What is wrong with a link, or None; and its hash."""
    number, previous, digest, made_at, *values = link
    if number != expected:
        return "link-missing", digest
    if made_at is None:
        return "amendment-missing", digest
    if previous != before:
        return "previous", digest
    found = link_hash(chain_id, number, previous, canonical_row(made_at, values))
    return (None if found == digest else "changed"), digest


def _find_unlinked(session: Session) -> list[Trouble]:
    linked = select(ChainLink.amendment_id).where(ChainLink.amendment_id == Amendment.id).exists()
    query = select(Amendment.id).where(~linked).order_by(Amendment.id).limit(NAMED_AT_MOST)
    return [Trouble("unlinked", amendment_id=row) for row in session.scalars(query)]


def _verify_texts(session: Session, report: Report) -> list[Trouble]:
    """Texts that don't fit their digest; an erased one has neither text nor salt."""
    changed: list[str] = []
    query = select(AmendmentText.digest, AmendmentText.salt, AmendmentText.content)
    for digest, salt, content in session.connection().execute(query, execution_options=STREAM):
        report.texts += 1
        if content is not None and text_digest(salt or b"", content) != digest:
            changed.append(digest)
            if len(changed) == NAMED_AT_MOST:
                break
    return [Trouble("text-changed", amendment_id=_find_by_text(session, digest)) for digest in changed]


def _find_by_text(session: Session, digest: str) -> int | None:
    """The first amendment that cites a text."""
    return session.scalar(
        select(func.min(Amendment.id)).where(
            (Amendment.before == digest) | (Amendment.after == digest) | (Amendment.reason == digest)
        )
    )


def _find_missing_texts(session: Session) -> list[Trouble]:
    """Amendments that cite a text of which not even the digest is left."""
    columns = (Amendment.before, Amendment.after, Amendment.reason)
    cited = union_all(
        *(select(Amendment.id, c.label("digest")).where(func.length(c) == DIGEST_LENGTH) for c in columns)
    ).subquery()
    text = aliased(AmendmentText)
    query = (
        select(cited.c.id)
        .outerjoin(text, text.digest == cited.c.digest)
        .where(text.digest.is_(None))
        .distinct()
        .order_by(cited.c.id)
        .limit(NAMED_AT_MOST)
    )
    return [Trouble("text-missing", amendment_id=row) for row in session.scalars(query)]


def _verify_daily_heads(session: Session) -> Iterator[Trouble]:
    """Compare what the daily chain has taken down; each chain is named once, at its first difference."""
    query = (
        select(Amendment.id, AmendmentText.content)
        .join(AmendmentText, AmendmentText.digest == Amendment.after)
        .where(Amendment.kind == KIND, AmendmentText.content.is_not(None))
        .order_by(Amendment.id)
    )
    known: dict[int, Head] = {}
    bad: set[int | None] = set()
    for amendment_id, content in session.execute(query, execution_options=STREAM):
        try:
            heads = load_heads(content or "")
        except ValueError:
            yield Trouble("heads-unreadable", amendment_id=amendment_id)
            continue
        fresh = [head for head in heads if known.get(head.chain_id) != head]
        known.update((head.chain_id, head) for head in fresh)
        for trouble in _compare_heads(session, fresh):
            if trouble.chain_id not in bad:
                bad.add(trouble.chain_id)
                yield trouble


def _compare_heads(session: Session, heads: list[Head]) -> list[Trouble]:
    """Heads that are not links of their chains; a head of number 0 is that of a chain not begun."""
    wanted = [head for head in heads if head.number > 0]
    found = set()
    for start in range(0, len(wanted), BATCH // 4):
        keys = [(head.chain_id, head.number) for head in wanted[start : start + BATCH // 4]]
        rows = select(ChainLink.chain_id, ChainLink.number, ChainLink.hash).where(
            tuple_(ChainLink.chain_id, ChainLink.number).in_(keys)
        )
        found |= {Head(*row) for row in session.execute(rows)}
    return [Trouble("kept-head", head.chain_id, head.number) for head in wanted if head not in found]
