"""Writing cells: the one way in for marks and attendance, whoever asks and however (R-NOBYPASS)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.courses.roster import find_stay
from journal.entries.queries import ColumnPlace, find_last_amendment, get_cell, get_column_place
from journal.entries.rules import CellValue, check_beside_absence, compute_wanted, is_conflict, list_steps
from journal.entries.symbols import ATTENDANCE, Code
from journal.errors import BadSymbol, Conflict, JournalError, LessonCancelled, NotOnRoster
from journal.locks.rules import Attempt, LessonCell, check_mark_open, check_reason
from journal.locks.services import make_attempt, make_limits
from journal.models import Attendance, Mark
from journal.permissions.actions import MARK_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target


@dataclass(frozen=True)
class CellWrite:
    """What somebody wants in a pupil's cell: the symbol, the pair that was seen, the answers given."""

    pupil_id: int
    symbol: str
    saw: CellValue
    reason: str = ""
    is_sure: bool = False
    source: str = "typed"


@dataclass(frozen=True)
class OpenColumn:
    """A column that the actor may write into, as far as rights go; the lock is asked for each cell."""

    place: ColumnPlace
    actor: Actor
    attempt: Attempt


def open_column(session: Session, *, actor: Actor, lesson_id: int, column_id: int) -> OpenColumn:
    """Hold a column for writing; raise `NotFound`, `Forbidden` or `LessonCancelled`."""
    place = get_column_place(session, lesson_id=lesson_id, column_id=column_id, lock=True)
    permit(actor, MARK_EDIT, course_target(session, place.course_id, on=place.held_on))
    if place.cancelled_at is not None:
        raise LessonCancelled(lesson_date=place.held_on)
    return OpenColumn(place, actor, make_attempt(session, actor))


def set_cell(
    session: Session, *, actor: Actor, lesson_id: int, column_id: int, write: CellWrite
) -> CellValue:
    """Write one cell and return what stands in it now.

    A write whose wanted value stands already changes nothing. Raises `BadSymbol`, `NotOnRoster`, `Locked`,
    `TooFarAhead`, `Conflict`, `NeedsConfirmation` or `NeedsReason`, and whatever `open_column` raises.
    """
    return write_cell(
        session, open_column(session, actor=actor, lesson_id=lesson_id, column_id=column_id), write
    )


def set_cells(
    session: Session, *, actor: Actor, lesson_id: int, column_id: int, writes: Iterable[CellWrite]
) -> list[CellValue | JournalError]:
    """Write several cells of a column; a refused one is returned as its error and changes nothing."""
    column = open_column(session, actor=actor, lesson_id=lesson_id, column_id=column_id)
    results: list[CellValue | JournalError] = []
    for write in writes:
        try:
            results.append(write_cell(session, column, write))
        except JournalError as error:
            results.append(error)
    return results


def write_cell(session: Session, column: OpenColumn, write: CellWrite) -> CellValue:
    """Write one cell of a held column; every refusal comes before the first change."""
    place, attempt = column.place, column.attempt
    stay = find_stay(session, course_id=place.course_id, pupil_id=write.pupil_id, on=place.held_on)
    if stay is None:
        raise NotOnRoster(on=place.held_on)
    now, other_marks = get_cell(session, place, write.pupil_id)
    wanted = compute_wanted(now, write.symbol, is_first=place.is_first)
    if wanted.mark is not None and place.marking == "none":
        raise BadSymbol(symbol=write.symbol, allowed=ATTENDANCE)
    if wanted == now:
        return now
    grant = check_mark_open(
        place.held_on,
        closed_at=place.closed_at,
        cell=LessonCell(place.lesson_id, write.pupil_id),
        attempt=attempt,
        limits=make_limits(place.year),
    )
    if is_conflict(now, write.saw, wanted):
        raise _describe_conflict(session, place, write.pupil_id, now)
    check_beside_absence(now, wanted, other_marks=other_marks, is_confirmed=write.is_sure)
    reason = check_reason(
        write.reason,
        before=now.show(is_first=place.is_first),
        after=wanted.show(is_first=place.is_first),
        lesson_date=place.held_on,
        today=attempt.today,
        under_grant=grant is not None,
    )
    cause = Cause(write.source, reason, grant.grant_id if grant else None)
    _change(session, column, write.pupil_id, stay.class_id, now, wanted, cause)
    return wanted


def _describe_conflict(session: Session, place: ColumnPlace, pupil_id: int, now: CellValue) -> Conflict:
    last = find_last_amendment(session, place, pupil_id)
    return Conflict(now=now.as_json(), by=last.actor_name if last else "", at=last.made_at if last else None)


def _change(
    session: Session,
    column: OpenColumn,
    pupil_id: int,
    class_id: int,
    now: CellValue,
    wanted: CellValue,
    cause: Cause,
) -> None:
    """Store the wanted pair and an amendment for each step."""
    place = column.place
    keys = {"lesson_id": place.lesson_id, "pupil_id": pupil_id}
    if wanted.attendance != now.attendance:
        _store(session, Attendance, keys, "code", wanted.attendance)
    if wanted.mark != now.mark:
        _store(session, Mark, {"column_id": place.column_id, "pupil_id": pupil_id}, "value", wanted.mark)
    for step in list_steps(now, wanted):
        record_value(
            session,
            actor=column.actor,
            kind=step.kind,
            place=Place(
                class_ids=(class_id,),
                year_id=place.year.id,
                course_id=place.course_id,
                lesson_id=place.lesson_id,
                column_id=place.column_id if step.kind == "mark" else None,
                pupil_id=pupil_id,
                subject_id=place.subject_id,
            ),
            before=step.before,
            after=step.after,
            cause=cause,
        )
    session.flush()


def _store(
    session: Session,
    model: type[Attendance] | type[Mark],
    keys: dict[str, int],
    field: str,
    value: Code | int | None,
) -> None:
    """Insert, change or delete the row under these keys, whichever leads to the value."""
    row: Any = session.get(model, keys)
    if value is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(model(**keys, **{field: value}))
    else:
        setattr(row, field, value)
