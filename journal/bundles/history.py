"""Reading the chain of a class for its bundle, in a stream of plain rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.canonical import FIELDS, canonical_row, is_digest
from journal.bundles.bundle import History, Link, Text
from journal.models import Amendment, AmendmentText, Chain, ChainLink

BATCH = 1000


def read_history(session: Session, class_id: int, *, until: int | None = None) -> History:
    """The chain of a class with its texts, up to its head or up to link number *until*."""
    chain_id = session.scalar(select(Chain.id).where(Chain.class_id == class_id))
    if chain_id is None:
        return History(0, [], [])
    columns = [getattr(Amendment, name) for name in FIELDS]
    rows = session.execute(
        select(ChainLink.number, ChainLink.previous, ChainLink.hash, Amendment.made_at, *columns)
        .join(Amendment, Amendment.id == ChainLink.amendment_id)
        .where(ChainLink.chain_id == chain_id)
        .order_by(ChainLink.number)
        .execution_options(yield_per=BATCH)
    )
    links: list[Link] = []
    digests: dict[str, None] = {}
    for number, previous, digest, made_at, *values in rows:
        if until is not None and number > until:
            break
        links.append(Link(number, previous, digest, canonical_row(made_at, values)))
        digests |= {value: None for value in values if isinstance(value, str) and is_digest(value)}
    return History(chain_id, links, _read_texts(session, list(digests)))


def _read_texts(session: Session, digests: list[str]) -> list[Text]:
    """The texts of these digests in their order; what is no text's digest is left out."""
    found: dict[str, Text] = {}
    for at in range(0, len(digests), BATCH):
        rows = session.execute(
            select(AmendmentText.digest, AmendmentText.salt, AmendmentText.content).where(
                AmendmentText.digest.in_(digests[at : at + BATCH])
            )
        )
        for digest, salt, content in rows:
            found[digest] = Text(digest, salt.hex() if salt else None, content)
    return [found[digest] for digest in digests if digest in found]
