"""What the families of the demo school were told in the last days, from the same history as in a real one."""

from datetime import date, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.demo.calendar import local_moment
from journal.models import Amendment, Notice
from journal.notices.services import notify_of_changes, open_desk

TOLD_DAYS, UNREAD_DAYS = 7, 3
MORNING = time(7, 30)


def add_notices(session: Session, today: date) -> None:
    """Tell of the last week; what is older than three days was read."""
    begins = local_moment(today - timedelta(days=TOLD_DAYS), MORNING)
    earlier = session.scalar(select(func.max(Amendment.id)).where(Amendment.made_at < begins))
    open_desk(session, seen_amendment_id=earlier or 0)
    notify_of_changes(session, now=local_moment(today, MORNING))
    unread_from = local_moment(today - timedelta(days=UNREAD_DAYS), MORNING)
    for notice in session.scalars(select(Notice).where(Notice.happened_at < unread_from)):
        notice.read_at = notice.happened_at + timedelta(hours=6)
    session.flush()
