"""What a write must know of locks, gathered inside its own transaction (R-NOBYPASS)."""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.locks.rules import Attempt, ExamCell, FinalCell, GrantedCell, GrantView, LessonCell, Limits
from journal.models import AcademicYear, Grant, GrantCell
from journal.permissions.actor import Actor
from journal.school import get_school

NOBODY = 0


def make_attempt(session: Session, actor: Actor) -> Attempt:
    """Who tries to write, at this moment, in the school's zone, with the grants that still hold."""
    person_id = actor.person_id or NOBODY
    return Attempt(
        person_id=person_id,
        now=clock.now(),
        zone=ZoneInfo(get_school(session).time_zone),
        grants=list_grants(session, person_id),
    )


def make_limits(year: AcademicYear) -> Limits:
    """The limits of an academic year."""
    return Limits(
        lock_days=year.lock_days,
        final_lock_days=year.final_lock_days,
        ahead_days=year.ahead_days,
        warn_days=year.warn_days,
    )


def list_grants(session: Session, person_id: int) -> tuple[GrantView, ...]:
    """The grants of a person that have not ended, with the cells that they open (R-UNLOCK)."""
    rows = session.execute(
        select(Grant.id, Grant.deadline, GrantCell)
        .join(GrantCell, GrantCell.grant_id == Grant.id)
        .where(Grant.person_id == person_id, Grant.ended_at.is_(None), Grant.deadline > clock.now())
        .order_by(Grant.id)
    )
    cells: dict[tuple[int, datetime], set[GrantedCell]] = defaultdict(set)
    for grant_id, deadline, cell in rows:
        cells[grant_id, deadline].add(_view_cell(cell))
    return tuple(
        GrantView(grant_id, person_id, deadline, frozenset(opened))
        for (grant_id, deadline), opened in cells.items()
    )


def _view_cell(cell: GrantCell) -> GrantedCell:
    if cell.lesson_id is not None:
        return LessonCell(cell.lesson_id, cell.pupil_id)
    assert cell.pupil_id is not None
    if cell.exam_id is not None:
        return ExamCell(cell.exam_id, cell.pupil_id)
    assert cell.subject_id is not None
    assert cell.period_id is not None
    return FinalCell(cell.pupil_id, cell.subject_id, cell.period_id)
