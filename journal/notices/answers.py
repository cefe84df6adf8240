"""R-INFORM: what parents are told of the absences that they announced: the tutor's answer (R-REASON)."""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session

from journal.models import Account, Announcement, Notice, Parenthood
from journal.notices.changes import Happening
from journal.notices.rules import News

WAITING = "waiting"
# An older answer was told, or given before the program began to tell of answers.
LOOKS_BACK = timedelta(days=14)


def list_answers(session: Session, *, now: datetime, amendment_id: int) -> list[Happening]:
    """The answers that nobody was told of yet, for all parents of the child."""
    thing = literal("answer ") + cast(Announcement.id, String)
    query = select(Announcement).where(
        Announcement.answered_at > now - LOOKS_BACK, ~exists().where(Notice.thing == thing)
    )
    return [
        Happening(
            thing=f"answer {one.id}",
            kind="answer",
            pupil_id=one.pupil_id,
            subject_id=None,
            news=News(WAITING, one.state),
            amendment_id=amendment_id,
            happened_at=one.answered_at or now,
            is_settled=True,
            reader_ids=_list_parents(session, one.pupil_id) - {one.answered_by},
            on_day=one.starts_on,
        )
        for one in session.scalars(query.order_by(Announcement.id))
    ]


def _list_parents(session: Session, pupil_id: int) -> frozenset[int]:
    query = (
        select(Parenthood.parent_id)
        .join(Account, Account.person_id == Parenthood.parent_id)
        .where(Parenthood.pupil_id == pupil_id, Account.password_hash.is_not(None))
    )
    return frozenset(session.scalars(query))
