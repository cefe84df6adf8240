"""What staff are told of requests for changes: deciders of new ones, askers of decisions (R-UNLOCK)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import Notice, UnlockRequest, UnlockStep
from journal.notices.changes import Happening
from journal.notices.rules import News
from journal.permissions.targets import list_decider_ids
from journal.school import school_today

SENT = "sent"
TOLD = (SENT, "granted", "refused", "expired")
# An older step was told, or taken before the program began to tell of requests.
LOOKS_BACK = timedelta(days=14)


def list_requests(session: Session, *, now: datetime, amendment_id: int) -> list[Happening]:
    """The steps of requests that nobody was told of yet."""
    rows = session.execute(
        select(UnlockStep, UnlockRequest.person_id)
        .join(UnlockRequest, UnlockRequest.id == UnlockStep.request_id)
        .where(UnlockStep.state.in_(TOLD), UnlockStep.made_at > now - LOOKS_BACK)
        .order_by(UnlockStep.id)
    ).all()
    deciders = list_decider_ids(session, school_today(session)) if rows else frozenset()
    told = set(
        session.scalars(select(Notice.thing).where(Notice.thing.in_([_name(step) for step, _asker in rows])))
    )
    return [
        Happening(
            thing=_name(step),
            kind="request",
            pupil_id=None,
            subject_id=None,
            news=News("", f"{step.request_id} {step.state}"),
            amendment_id=amendment_id,
            happened_at=step.made_at,
            is_settled=True,
            reader_ids=deciders - {asker_id} if step.state == SENT else frozenset({asker_id}),
        )
        for step, asker_id in rows
        if _name(step) not in told
    ]


def _name(step: UnlockStep) -> str:
    """The step as a thing that is told once."""
    return f"request {step.id}"
