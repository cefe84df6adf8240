"""What the scheduler does about absences."""

from sqlalchemy.orm import Session

from journal.entries.absences import prefill_day
from journal.school import school_today


def prefill_today(session: Session) -> int:
    """Fill in the cells of today's lessons that a fact covers and nobody has touched (R-REASON)."""
    return prefill_day(session, school_today(session))
