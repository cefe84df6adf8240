"""What the scheduler does about locks; every job is safe to run late, twice and in several processes."""

from sqlalchemy.orm import Session

from journal import clock
from journal.locks.closings import record_closings
from journal.locks.exam_windows import close_exams
from journal.locks.windows import run_windows
from journal.school import school_zone


def close_lessons(session: Session) -> int:
    """Record the closings of lessons whose last editable day has passed (R-LOCK14)."""
    return record_closings(session, now=clock.now(), zone=school_zone(session))


def turn_windows(session: Session) -> int:
    """Open and close the windows of final marks and examinations in time (R-FINALWINDOW, R-LOCK7)."""
    now, zone = clock.now(), school_zone(session)
    return run_windows(session, now=now, zone=zone) + close_exams(session, now=now, zone=zone)
