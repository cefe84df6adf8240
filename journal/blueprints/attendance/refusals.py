"""A form that was refused comes back as it was typed, with the sentence that says why."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import request

from journal.database.request import close_transaction
from journal.error_messages import explain
from journal.errors import JournalError

# What a person can put right on the same page. Everything else has a page of its own.
SHOWN_BESIDE = frozenset({409, 413, 422, 423})


@dataclass(frozen=True)
class Refusal:
    """What was typed, and why it was not taken."""

    sentence: str = ""
    typed: dict[str, str] = field(default_factory=dict)


def find_refusal(write: Callable[[], object]) -> Refusal | None:
    """Do the writing; return its refusal after rolling back, None when it was done."""
    try:
        write()
    except JournalError as error:
        if error.http_status not in SHOWN_BESIDE:
            raise
        close_transaction()
        return Refusal(explain(error), dict(request.form.items()))
    return None
