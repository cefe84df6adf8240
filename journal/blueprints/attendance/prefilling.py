"""What happens after a lesson was saved: its cells that a fact covers are filled in (R-REASON)."""

from flask import g, request

from journal.amendments.chain import list_queued
from journal.database import current_session
from journal.database.request import SAFE_METHODS
from journal.entries.absences import prefill_lessons

LESSON_KINDS = frozenset({"mark", "attendance", "topic", "homework"})


def prefill_saved_lessons() -> None:
    """Fill in today's lessons that this request wrote into, in the same transaction."""
    if request.method in SAFE_METHODS or "transaction" not in g or g.get("transaction_finished", False):
        return
    session = current_session()
    lesson_ids = {
        one.lesson_id
        for one, _classes in list_queued(session)
        if one.kind in LESSON_KINDS and one.lesson_id is not None
    }
    if lesson_ids:
        prefill_lessons(session, lesson_ids)
