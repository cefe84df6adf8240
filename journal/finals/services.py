"""Writing final marks: the one way in (R-NOBYPASS)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.courses.roster import Stay, list_stays
from journal.entries.symbols import parse_final
from journal.errors import Conflict, NotFound, NotOnRoster
from journal.finals.queries import (
    find_final,
    find_last_amendment,
    get_class_period,
    get_course_period,
    list_class_courses,
    view_period,
)
from journal.finals.rules import check_after_period, check_empty
from journal.locks.archives import find_class_archive
from journal.locks.rules import FinalCell, check_final_open, check_reason
from journal.locks.services import make_attempt, make_limits
from journal.models import Course, FinalMark, FinalWindow, Period, Pupil
from journal.permissions.actions import FINAL_EDIT, FINAL_FILL
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target, course_target
from journal.school import get_year, school_today


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
    cause = _check_change(session, actor, course, stay, period, cell, now, wanted, write)
    _store(session, row, cell, course_id, wanted)
    _record(session, actor, course, stay, cell, now, wanted, cause)
    return wanted


def fill_final(
    session: Session, *, actor: Actor, class_id: int, period_id: int, subject_id: int, write: FinalWrite
) -> str:
    """Fill in a missing final mark as the class's tutor, after the period and within its lock (R-TUTORFINAL).

    Raises what `set_final` raises, `PeriodNotOver`, and `FinalStands` where a mark stands already.
    """
    permit(actor, FINAL_FILL, class_target(session, class_id))
    period = get_class_period(session, class_id, period_id)
    course, stay = _find_class_course(session, class_id, subject_id, write.pupil_id, period)
    wanted = parse_final(write.symbol, course.marking) or ""
    _hold_pupil(session, write.pupil_id)
    cell = FinalCell(write.pupil_id, subject_id, period_id)
    row = find_final(session, pupil_id=cell.pupil_id, subject_id=subject_id, period_id=period_id)
    now = row.value if row else ""
    if wanted == now:
        return now
    check_after_period(period.kind, period.number, ends_on=period.ends_on, today=school_today(session))
    cause = _check_change(session, actor, course, stay, period, cell, now, wanted, write, fills=True)
    _store(session, row, cell, course.id, wanted, filled_by=actor.person_id)
    _record(session, actor, course, stay, cell, now, wanted, cause)
    return wanted


def _record(
    session: Session,
    actor: Actor,
    course: Course,
    stay: Stay,
    cell: FinalCell,
    before: str,
    after: str,
    cause: Cause,
) -> None:
    place = Place(
        class_ids=(stay.class_id,),
        year_id=course.year_id,
        course_id=course.id,
        pupil_id=cell.pupil_id,
        subject_id=cell.subject_id,
        period_id=cell.period_id,
    )
    record_value(session, actor=actor, kind="final", place=place, before=before, after=after, cause=cause)
    session.flush()


def _find_class_course(
    session: Session, class_id: int, subject_id: int, pupil_id: int, period: Period
) -> tuple[Course, Stay]:
    """The course on which a pupil of the class has the subject in the period, with the last stay there."""
    stays = [
        (course, stay)
        for course in list_class_courses(session, class_id, subject_id)
        for stay in list_stays(session, course.id, pupil_id=pupil_id)
        if stay.class_id == class_id and stay.starts_on <= period.ends_on and period.starts_on <= stay.ends_on
    ]
    if not stays:
        raise NotOnRoster(on=period.ends_on)
    return max(stays, key=lambda pair: pair[1].starts_on)


def _check_change(
    session: Session,
    actor: Actor,
    course: Course,
    stay: Stay,
    period: Period,
    cell: FinalCell,
    now: str,
    wanted: str,
    write: FinalWrite,
    *,
    fills: bool = False,
) -> Cause:
    """Ask the lock, what was seen, the tutor's rule and the reason, in this order; return the cause."""
    attempt = make_attempt(session, actor)
    archived_at = find_class_archive(session, stay.class_id)
    grant = check_final_open(
        view_period(period, session.get(FinalWindow, period.id), archived_at),
        cell=cell,
        attempt=attempt,
        limits=make_limits(get_year(session, course.year_id)),
    )
    if write.saw != now:
        raise _describe_conflict(session, cell, now)
    if fills:
        check_empty(now)
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


def _store(
    session: Session,
    row: FinalMark | None,
    cell: FinalCell,
    course_id: int,
    wanted: str,
    filled_by: int | None = None,
) -> None:
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
                filled_by=filled_by,
            )
        )
    else:
        row.value, row.course_id, row.filled_by = wanted, course_id, filled_by
