"""Taking note of what staff carry out of the journal: the director sees who took what, and when."""

from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value, summarise
from journal.models import Amendment
from journal.permissions.actor import Actor

KIND = "export"


def record_export(session: Session, *, actor: Actor, what: str, rows: int) -> Amendment:
    """Record that rows were taken out as a file; *what* is a short code («changes», «access»)."""
    return record_value(
        session, actor=actor, kind=KIND, place=Place(), before="", after=summarise((what, str(rows)))
    )
