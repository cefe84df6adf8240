"""The class tutor's writing: a pupil's day or part of it, and the reasons of «ОТ» (R-REASON)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload, store_attachment
from journal.attendance.errors import WasPresent
from journal.attendance.queries import LessonCodes, list_roster_lessons
from journal.attendance.rules import REASONS, check_absent, explain_change
from journal.courses.roster import find_stay, holds_on
from journal.entries.absences import get_first_place, write_absence
from journal.entries.queries import get_cell
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite
from journal.entries.symbols import Code
from journal.errors import (
    BadRequest,
    Conflict,
    JournalError,
    LessonCancelled,
    Locked,
    NeedsConfirmation,
    NotFound,
    NotOnRoster,
)
from journal.locks.rules import REASON_LIMIT
from journal.models import AbsencePaper, Enrolment
from journal.permissions.actions import ATTENDANCE_RESOLVE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target
from journal.texts.rules import check_line

# Lessons that are left as they are, with a sentence; the day's other lessons are written all the same.
SKIPPED = (Conflict, LessonCancelled, Locked, NeedsConfirmation, NotOnRoster, WasPresent)


@dataclass(frozen=True)
class DayWrite:
    """A pupil's absence from one lesson of the day to another; without a code the absence is taken back.

    *saw* is what the page showed, by lesson; a lesson that it doesn't name was not seen.
    """

    pupil_id: int
    on: date
    code: Code | None
    first: int
    last: int
    saw: Mapping[int, str] = field(default_factory=dict)
    note: str = ""
    uploads: Sequence[Upload] = ()


@dataclass(frozen=True)
class DayOutcome:
    """How many lessons were written, and which were left as they are: (number, subject, why)."""

    written: int
    skipped: tuple[tuple[int, str, JournalError], ...]


def set_day(session: Session, *, actor: Actor, class_id: int, write: DayWrite) -> DayOutcome:
    """Write a pupil's absence into the lessons of a day, never over a mark.

    Raises `NotFound`, `Forbidden`, `BadRequest`, `NeedsReason`, `TooFarAhead`, and what is wrong with the
    note or the files; then nothing at all is written.
    """
    check_pupil(session, actor, class_id, write.pupil_id, write.on)
    note = check_line(write.note, REASON_LIMIT)
    lessons = [
        row
        for row in list_roster_lessons(session, class_id, write.on, write.on)
        if write.first <= row.number <= write.last
        and find_stay(session, course_id=row.course_id, pupil_id=write.pupil_id, on=write.on)
    ]
    return _write_lessons(session, actor, lessons, write, note)


def resolve_day(session: Session, *, actor: Actor, class_id: int, write: DayWrite) -> DayOutcome:
    """Give every «ОТ» of a pupil's day its reason; raise `WasPresent` where none waits for one."""
    check_pupil(session, actor, class_id, write.pupil_id, write.on)
    if write.code not in REASONS:
        raise BadRequest()
    note = check_line(write.note, REASON_LIMIT)
    waiting = [
        row
        for row in list_roster_lessons(session, class_id, write.on, write.on)
        if row.codes.get(write.pupil_id) == Code.ABSENT and write.first <= row.number <= write.last
    ]
    if not waiting:
        raise WasPresent(symbol="")
    seen = replace(write, saw={row.lesson_id: Code.ABSENT for row in waiting})
    return _write_lessons(session, actor, waiting, seen, note)


def _write_lessons(
    session: Session, actor: Actor, lessons: Iterable[LessonCodes], write: DayWrite, note: str
) -> DayOutcome:
    written, skipped = 0, []
    for row in lessons:
        try:
            written += _write_lesson(session, actor, row.lesson_id, write, note)
        except SKIPPED as error:
            skipped.append((row.number, row.subject, error))
    keep_papers(session, actor=actor, pupil_id=write.pupil_id, on=write.on, uploads=write.uploads)
    return DayOutcome(written, tuple(skipped))


def check_pupil(session: Session, actor: Actor, class_id: int, pupil_id: int, on: date) -> None:
    """The tutor writes for the own class: raise `NotFound` or `Forbidden` for anybody else's pupil."""
    permit(actor, ATTENDANCE_RESOLVE, class_target(session, class_id))
    if not is_in_class(session, class_id, pupil_id, on):
        raise NotFound()


def is_in_class(session: Session, class_id: int, pupil_id: int, on: date) -> bool:
    """Whether a pupil is enrolled in a class that day."""
    query = select(Enrolment.id).where(
        Enrolment.class_id == class_id,
        Enrolment.pupil_id == pupil_id,
        holds_on(Enrolment.starts_on, Enrolment.ends_on, on),
    )
    return session.scalar(query.limit(1)) is not None


def _write_lesson(session: Session, actor: Actor, lesson_id: int, write: DayWrite, note: str) -> bool:
    """Write one lesson; False where the wanted value stands already, or where the pupil is released."""
    place = get_first_place(session, lesson_id, lock=True)
    now, other_marks = get_cell(session, place, write.pupil_id)
    if now.attendance == write.code or now.attendance == Code.RELEASED:
        return False
    # beside an absence that stands already, the teacher has confirmed the mark of another column
    check_absent(now.attendance, now.mark, () if now.attendance else other_marks)
    if write.code is None and now.attendance is None:
        return False
    saw = write.saw.get(lesson_id, "")
    cell = CellWrite(
        pupil_id=write.pupil_id,
        symbol=str(write.code or ""),
        saw=CellValue(Code(saw) if saw else None),
        reason=explain_change(note, now.attendance, write.code),
    )
    write_absence(session, actor=actor, place=place, write=cell)
    return True


def keep_papers(
    session: Session,
    *,
    actor: Actor,
    pupil_id: int,
    on: date,
    uploads: Iterable[Upload],
    fact_id: int | None = None,
) -> None:
    """Keep the papers of a day or of a fact; raise `FileTooBig` or `BadFile`. The caller asked for rights."""
    for upload in uploads:
        attachment = store_attachment(session, actor=actor, upload=upload)
        session.add(AbsencePaper(pupil_id=pupil_id, held_on=on, fact_id=fact_id, attachment_id=attachment.id))
    session.flush()
