"""Values of a script's request; what has another shape than the journal's own pages send is refused."""

from datetime import date
from typing import Any

from journal.errors import BadRequest

LONGEST_KEY = 18


def read_dict(body: Any) -> dict[str, Any]:
    """An object of JSON; raise BadRequest for anything else."""
    if not isinstance(body, dict):
        raise BadRequest()
    return body


def read_text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text of an object; raise BadRequest for another type, or where it is missing and has no default."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise BadRequest()
    return value


def read_key(text: str) -> int:
    """The key of a row, as forms send it; raise BadRequest for what none can be."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise BadRequest()
    return int(text)


def find_key(text: str) -> int | None:
    """The key that an address names, or None for what none can be."""
    try:
        return read_key(text)
    except BadRequest:
        return None


def read_date(text: str) -> date | None:
    """A date in ISO form, None for nothing; raise BadRequest for what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequest() from None
