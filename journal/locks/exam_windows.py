"""Windows of examinations: each has its own days, and a closing that is recorded for good (R-FINALWINDOW)."""

from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.locks.rules import ExamWindow, compute_closing
from journal.models import Exam
from journal.permissions.actor import SCHEDULER


def view_window(exam: Exam) -> ExamWindow:
    """An examination's window as the rules of the locks see it."""
    return ExamWindow(exam.opens_on, exam.closes_on, exam.closed_at)


def close_exams(session: Session, *, now: datetime, zone: tzinfo) -> int:
    """Record the closing of every examination whose last day has passed; return how many were closed."""
    today = now.astimezone(zone).date()
    query = select(Exam).where(Exam.closed_at.is_(None), Exam.closes_on < today).order_by(Exam.id)
    due = session.scalars(query.with_for_update(of=Exam, key_share=True)).all()
    for exam in due:
        exam.closed_at = compute_closing(exam.closes_on, zone)
        record_value(
            session,
            actor=SCHEDULER,
            kind="exam-window",
            place=Place(year_id=exam.year_id, subject_id=exam.subject_id),
            before="open",
            after="closed",
            cause=Cause(source="scheduler"),
        )
    session.flush()
    return len(due)
