"""Writing examinations and their results; every result is an amendment in the chain of the pupil's class."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, Place, record_value, summarise
from journal.entries.symbols import parse_final
from journal.errors import BadExam, Conflict, Locked, NotFound, NotOnRoster
from journal.exams.queries import (
    ExamPupil,
    exam_target,
    get_exam,
    is_taught,
    list_classes,
    list_exam_pupils,
    list_marks,
)
from journal.exams.rules import STATE_KINDS, check_days, check_parallel
from journal.locks.exam_windows import close_exams, view_window
from journal.locks.rules import ExamCell, check_exam_open, check_reason
from journal.locks.services import make_attempt
from journal.models import AcademicYear, Exam, ExamMark, SchoolClass
from journal.permissions.actions import EXAM_ACKNOWLEDGE, EXAM_EDIT, EXAM_SETUP
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import pupil_target

NO_MARK = "–"


@dataclass(frozen=True)
class ExamValue:
    """What describes an examination: of a class, or of a parallel."""

    subject_id: int
    class_id: int | None
    parallel: int | None
    kind: str
    marking: str
    title: str
    held_on: date
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class ScoreWrite:
    """A score that somebody wants, None for none, and the one that was seen."""

    wanted: int | None
    saw: int | None


@dataclass(frozen=True)
class ResultWrite:
    """A result that somebody wants: the mark, the mark that was seen, a reason; without *score* it stays."""

    pupil_id: int
    symbol: str
    saw: str
    score: ScoreWrite | None = None
    reason: str = ""
    source: str = "typed"


def create_exam(session: Session, *, actor: Actor, year: AcademicYear, value: ExamValue) -> Exam:
    """Name an examination; raise `Forbidden` or `BadExam`."""
    permit(actor, EXAM_SETUP)
    check_days(value.held_on, value.opens_on, value.closes_on, starts_on=year.starts_on, ends_on=year.ends_on)
    if value.class_id is not None:
        school_class = session.get(SchoolClass, value.class_id)
        if school_class is None or school_class.year_id != year.id:
            raise BadExam(trouble="target")
    exam = Exam(year_id=year.id, **vars(value))
    if not is_taught(session, exam) and not _is_owed(session, exam):
        raise BadExam(trouble="target")
    check_parallel(value.kind, list_classes(session, exam)[0].parallel)
    session.add(exam)
    session.flush()
    _record_exam(session, actor, exam, "", describe(exam))
    return exam


def change_days(
    session: Session, *, actor: Actor, exam_id: int, held_on: date, opens_on: date, closes_on: date
) -> Exam:
    """Move an examination or its window; what has closed by now is recorded first and never reopens.

    Raises `Forbidden`, `NotFound`, `BadExam`, and `Locked` once it has closed.
    """
    permit(actor, EXAM_SETUP)
    attempt = make_attempt(session, actor)
    close_exams(session, now=attempt.now, zone=attempt.zone)
    exam = get_exam(session, exam_id, lock=True)
    if exam.closed_at is not None:
        closed_on = exam.closed_at.astimezone(attempt.zone).date()
        last_day = exam.closes_on
        raise Locked(kind="exam", lesson_date=last_day, last_day=last_day, closed_on=closed_on)
    year = session.get_one(AcademicYear, exam.year_id)
    check_days(held_on, opens_on, closes_on, starts_on=year.starts_on, ends_on=year.ends_on)
    before = describe(exam)
    exam.held_on, exam.opens_on, exam.closes_on = held_on, opens_on, closes_on
    if describe(exam) != before:
        _record_exam(session, actor, exam, before, describe(exam))
    session.flush()
    return exam


def delete_exam(session: Session, *, actor: Actor, exam_id: int) -> None:
    """Take away an examination that was named by mistake; raise `Forbidden`, `NotFound` or `BadExam`.

    One with results stays: they would be lost with it.
    """
    permit(actor, EXAM_SETUP)
    exam = get_exam(session, exam_id, lock=True)
    if list_marks(session, exam):
        raise BadExam(trouble="results")
    _record_exam(session, actor, exam, describe(exam), "")
    session.delete(exam)
    session.flush()


def save_result(session: Session, *, actor: Actor, exam_id: int, write: ResultWrite) -> str:
    """Write a pupil's result and return the mark that stands now; a score is the heads' to write (R-GIA).

    Raises `NotFound`, `Forbidden`, `ExamClosed`, `Locked`, `NotOnRoster`, `BadSymbol`, `Conflict` or
    `NeedsReason`. A changed result is to be acknowledged anew.
    """
    permit(actor, EXAM_EDIT, exam_target(session, exam_id))
    exam = get_exam(session, exam_id, lock=True)
    pupil = _find_pupil(session, exam, write.pupil_id)
    wanted = parse_final(write.symbol, exam.marking) or ""
    row = session.get(ExamMark, (exam_id, write.pupil_id))
    now, score = (row.value, row.score) if row else ("", None)
    new_score = write.score.wanted if write.score else score
    if (wanted, new_score) == (now, score):
        return now
    if new_score != score:
        permit(actor, EXAM_SETUP)
    attempt = make_attempt(session, actor)
    grant = check_exam_open(view_window(exam), cell=ExamCell(exam_id, write.pupil_id), attempt=attempt)
    if write.saw != now or (write.score and write.score.saw != score):
        raise Conflict(now={"symbol": now}, by="", at=None)
    before, after = show_result(exam, now, score), show_result(exam, wanted, new_score)
    reason = check_reason(
        write.reason,
        before=before,
        after=after,
        lesson_date=exam.held_on,
        today=attempt.today,
        under_grant=grant is not None,
    )
    _store(session, row, exam_id, write.pupil_id, wanted, new_score)
    record_value(
        session,
        actor=actor,
        kind="exam",
        place=_place(exam, pupil),
        before=before,
        after=after,
        cause=Cause(write.source, reason, grant.grant_id if grant else None),
    )
    session.flush()
    return wanted


def acknowledge_result(session: Session, *, actor: Actor, exam_id: int, pupil_id: int) -> ExamMark:
    """A parent has seen a result of a state examination (R-GIA); the first acknowledgement stays.

    Raises `Forbidden`, or `NotFound` where there is no such result.
    """
    permit(actor, EXAM_ACKNOWLEDGE, pupil_target(session, pupil_id))
    exam = get_exam(session, exam_id, lock=True)
    row = session.get(ExamMark, (exam_id, pupil_id))
    if row is None or exam.kind not in STATE_KINDS:
        raise NotFound()
    if row.seen_at is None:
        row.seen_by, row.seen_at = actor.person_id, clock.now()
        pupil = _find_pupil(session, exam, pupil_id)
        shown = show_result(exam, row.value, row.score)
        record_value(
            session, actor=actor, kind="exam-seen", place=_place(exam, pupil), before="", after=shown
        )
        session.flush()
    return row


def show_result(exam: Exam, value: str, score: int | None) -> str:
    """A result as the history keeps it; nothing for none, a dash where a score has no mark."""
    if not value and score is None:
        return ""
    return summarise(
        (exam.kind, f"{exam.held_on:%d.%m.%Y}", value or NO_MARK, "" if score is None else str(score))
    )


def describe(exam: Exam) -> str:
    """An examination's days as the history keeps them."""
    days = f"{exam.opens_on:%d.%m.%Y}–{exam.closes_on:%d.%m.%Y}"
    return summarise((exam.kind, f"{exam.held_on:%d.%m.%Y}", days))


def _is_owed(session: Session, exam: Exam) -> bool:
    """A resit may be of a subject of the year before, as long as somebody owes it."""
    return exam.kind == "resit" and bool(list_exam_pupils(session, exam))


def _find_pupil(session: Session, exam: Exam, pupil_id: int) -> ExamPupil:
    for pupil in list_exam_pupils(session, exam):
        if pupil.pupil_id == pupil_id:
            return pupil
    raise NotOnRoster(on=exam.held_on)


def _place(exam: Exam, pupil: ExamPupil) -> Place:
    return Place(
        class_ids=(pupil.class_id,),
        year_id=exam.year_id,
        pupil_id=pupil.pupil_id,
        subject_id=exam.subject_id,
    )


def _record_exam(session: Session, actor: Actor, exam: Exam, before: str, after: str) -> None:
    place = Place(year_id=exam.year_id, subject_id=exam.subject_id)
    record_value(session, actor=actor, kind="exam-days", place=place, before=before, after=after)


def _store(
    session: Session, row: ExamMark | None, exam_id: int, pupil_id: int, value: str, score: int | None
) -> None:
    if not value and score is None:
        session.delete(row)
    elif row is None:
        session.add(ExamMark(exam_id=exam_id, pupil_id=pupil_id, value=value, score=score))
    else:
        row.value, row.score, row.seen_by, row.seen_at = value, score, None, None
