"""What the scheduler does about notices; every job is safe to run late, twice and in several processes."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from journal import clock
from journal.models import Letter, Notice
from journal.notices import work
from journal.notices.answers import list_answers
from journal.notices.outbox import pack_letters
from journal.notices.requests import list_requests
from journal.notices.services import notify, notify_of_changes
from journal.school import school_zone

KEPT_FOR = timedelta(days=365)


def tell_people(session: Session) -> int:
    """Write notices of what has changed and was answered, and letters of what is due (R-INFORM)."""
    now = clock.now()
    told = notify_of_changes(session, now=now)
    answers = list_answers(session, now=now, amendment_id=work.find_newest(session))
    told += notify(session, happenings=answers, now=now)
    requests = list_requests(session, now=now, amendment_id=work.find_newest(session))
    told += notify(session, happenings=requests, now=now)
    pack_letters(session, now=now)
    return told


def warn_of_closings(session: Session) -> int:
    """Tell teachers which lessons with gaps close soon; what is settled meanwhile is new no more."""
    now = clock.now()
    closings = work.list_closings(session, now=now, zone=school_zone(session))
    work.settle_closings(session, things=[one.thing for one in closings], now=now)
    return notify(session, happenings=closings, now=now)


def tell_own_changes(session: Session) -> int:
    """Tell employees what was changed under their names yesterday."""
    now = clock.now()
    return notify(
        session, happenings=work.list_own_changes(session, now=now, zone=school_zone(session)), now=now
    )


def hand_heads_over(session: Session) -> int:
    """Tell the director the heads of the chains, which then lie outside of the database too."""
    now = clock.now()
    return notify(
        session, happenings=work.list_heads_taken(session, now=now, zone=school_zone(session)), now=now
    )


def sweep_notices(session: Session) -> int:
    """Forget notices and letters of more than a year ago; the history itself stays."""
    oldest = clock.now() - KEPT_FOR
    gone = cast(CursorResult[Any], session.execute(delete(Notice).where(Notice.happened_at < oldest)))
    kept = Notice.letter_id == Letter.id
    session.execute(delete(Letter).where(Letter.ended_at < oldest, ~select(Notice.id).where(kept).exists()))
    return gone.rowcount
