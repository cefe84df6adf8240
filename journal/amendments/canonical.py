"""The canonical form of an amendment: the same bytes on every engine, for ever."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

VERSION = 1
GENESIS = "0" * 64
FIELDS = (
    "kind",
    "year_id",
    "course_id",
    "lesson_id",
    "column_id",
    "pupil_id",
    "subject_id",
    "period_id",
    "before",
    "after",
    "reason",
    "source",
    "grant_id",
    "actor_id",
    "actor_name",
    "actor_position",
)


DIGEST = re.compile("[0-9a-f]{64}")
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def canonical_form(made_at: datetime, fields: dict[str, Any]) -> str:
    """JSON of the fields in a fixed order, with the moment in UTC to the microsecond."""
    return canonical_row(made_at, (fields[name] for name in FIELDS))


def canonical_row(made_at: datetime, values: Iterable[Any]) -> str:
    """The same of values that stand in the order of `FIELDS` already."""
    moment = made_at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return ENCODER.encode([VERSION, f"{moment}Z", *values])


def link_hash(chain_id: int, number: int, previous: str, canonical: str) -> str:
    """SHA-256 over the place in the chain and the amendment's canonical form, in hexadecimal."""
    content = f"{chain_id}\n{number}\n{previous}\n{canonical}"
    return hashlib.sha256(content.encode()).hexdigest()


def text_digest(salt: bytes, text: str) -> str:
    """The salted digest that stands for a free text inside an amendment."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def is_digest(value: str) -> bool:
    """Whether a value of an amendment stands for a free text that lies aside."""
    return DIGEST.fullmatch(value) is not None
