"""What the scheduler does about notices; every job is safe to run late, twice and in several processes."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.models import Letter, Notice
from journal.notices.outbox import pack_letters
from journal.notices.services import notify_of_changes

KEPT_FOR = timedelta(days=365)


def tell_people(session: Session) -> int:
    """Write notices of what has changed, and letters of what is due (R-INFORM)."""
    now = clock.now()
    told = notify_of_changes(session, now=now)
    pack_letters(session, now=now)
    return told


def sweep_notices(session: Session) -> int:
    """Forget notices and letters of more than a year ago; the history itself stays."""
    oldest = clock.now() - KEPT_FOR
    gone = cast(CursorResult[Any], session.execute(delete(Notice).where(Notice.happened_at < oldest)))
    kept = Notice.letter_id == Letter.id
    session.execute(delete(Letter).where(Letter.ended_at < oldest, ~select(Notice.id).where(kept).exists()))
    return gone.rowcount
