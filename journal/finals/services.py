"""Writing final marks: the one way in (R-NOBYPASS)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.courses.roster import Stay, list_stays
from journal.entries.symbols import parse_final
from journal.errors import Conflict, NotFound, NotOnRoster
from journal.finals.queries import find_final, find_last_amendment, get_course_period, view_period
from journal.locks.rules import FinalCell, check_final_open, check_reason
from journal.locks.services import make_attempt, make_limits
from journal.models import Course, FinalMark, FinalWindow, Period, Pupil
from journal.permissions.actions import FINAL_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target
from journal.school import get_year


@dataclass(frozen=True)
class FinalWrite:
    """What somebody wants as a final mark: the typed symbol, the value that was seen, a reason."""

    pupil_id: int
    symbol: str
    saw: str
    reason: str = ""
    source: str = "typed"


def set_final(session: Session, *, actor: Actor, course_id: int, period_id: int, write: FinalWrite) -> str:
    """Write a pupil's final mark of a period and return what stands now, empty for nothing.

    Raises `NotFound`, `Forbidden`, `NotOnRoster`, `BadSymbol`, `Locked`, `WindowClosed`, `TooFarAhead`,
    `Conflict` or `NeedsReason`; a write whose wanted value stands already changes nothing.
    """
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound()
    permit(actor, FINAL_EDIT, course_target(session, course_id))
    period = get_course_period(session, course, period_id)
    stay = _find_stay(session, course_id, write.pupil_id, period)
    wanted = parse_final(write.symbol, course.marking) or ""
    _hold_pupil(session, write.pupil_id)
    cell = FinalCell(write.pupil_id, course.subject_id, period_id)
    row = find_final(session, pupil_id=cell.pupil_id, subject_id=cell.subject_id, period_id=period_id)
    now = row.value if row else ""
    if wanted == now:
        return now
    cause = _check_change(session, actor, course, period, cell, now, wanted, write)
    _store(session, row, cell, course_id, wanted)
    place = Place(
        class_ids=(stay.class_id,),
        year_id=course.year_id,
        course_id=course_id,
        pupil_id=cell.pupil_id,
        subject_id=cell.subject_id,
        period_id=period_id,
    )
    record_value(session, actor=actor, kind="final", place=place, before=now, after=wanted, cause=cause)
    session.flush()
    return wanted


def _check_change(
    session: Session,
    actor: Actor,
    course: Course,
    period: Period,
    cell: FinalCell,
    now: str,
    wanted: str,
    write: FinalWrite,
) -> Cause:
    """Ask the lock, what was seen and the reason, in this order; return the cause to record."""
    attempt = make_attempt(session, actor)
    grant = check_final_open(
        view_period(period, session.get(FinalWindow, period.id)),
        cell=cell,
        attempt=attempt,
        limits=make_limits(get_year(session, course.year_id)),
    )
    if write.saw != now:
        raise _describe_conflict(session, cell, now)
    reason = check_reason(
        write.reason,
        before=now,
        after=wanted,
        lesson_date=period.ends_on,
        today=attempt.today,
        under_grant=grant is not None,
    )
    return Cause(write.source, reason, grant.grant_id if grant else None)


def _find_stay(session: Session, course_id: int, pupil_id: int, period: Period) -> Stay:
    """The pupil's last stay on the course that touches the period; a final needs to have been there."""
    stays = [
        stay
        for stay in list_stays(session, course_id, pupil_id=pupil_id)
        if stay.starts_on <= period.ends_on and period.starts_on <= stay.ends_on
    ]
    if not stays:
        raise NotOnRoster(on=period.ends_on)
    return stays[-1]


def _hold_pupil(session: Session, pupil_id: int) -> None:
    """Let writers of one pupil's final marks wait for each other, whatever course they come from."""
    session.execute(
        select(Pupil.person_id).where(Pupil.person_id == pupil_id).with_for_update(key_share=True)
    )


def _describe_conflict(session: Session, cell: FinalCell, now: str) -> Conflict:
    last = find_last_amendment(
        session, pupil_id=cell.pupil_id, subject_id=cell.subject_id, period_id=cell.period_id
    )
    return Conflict(
        now={"symbol": now}, by=last.actor_name if last else "", at=last.made_at if last else None
    )


def _store(session: Session, row: FinalMark | None, cell: FinalCell, course_id: int, wanted: str) -> None:
    if not wanted:
        session.delete(row)
    elif row is None:
        session.add(
            FinalMark(
                pupil_id=cell.pupil_id,
                subject_id=cell.subject_id,
                period_id=cell.period_id,
                course_id=course_id,
                value=wanted,
            )
        )
    else:
        row.value, row.course_id = wanted, course_id
