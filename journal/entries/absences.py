"""Writing attendance without the right to marks: the class tutor's way, and what is filled in beforehand.

Both end in `write_cell`, where roster, lock, conflict and the history are minded for everybody (R-NOBYPASS).
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import list_stays
from journal.entries.facts import Fact, find_covering, list_course_facts
from journal.entries.queries import ColumnPlace, get_column_place
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, OpenColumn, write_cell
from journal.errors import JournalError, LessonCancelled
from journal.locks.services import make_attempt
from journal.models import Amendment, Lesson, LessonColumn, Person, StaffMember
from journal.permissions.actor import Actor
from journal.school import school_today

PREFILLED = "prefilled"


def get_first_place(session: Session, lesson_id: int, *, lock: bool = False) -> ColumnPlace:
    """The column of a lesson where attendance stands, or `NotFound`."""
    column_id = session.scalar(
        select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id, LessonColumn.position == 1)
    )
    return get_column_place(session, lesson_id=lesson_id, column_id=column_id or 0, lock=lock)


def write_absence(session: Session, *, actor: Actor, place: ColumnPlace, write: CellWrite) -> CellValue:
    """Write attendance for an actor whose right the caller has checked; *place* is held for writing.

    Raises `LessonCancelled` and whatever `write_cell` raises.
    """
    if place.cancelled_at is not None:
        raise LessonCancelled(lesson_date=place.held_on)
    return write_cell(session, OpenColumn(place, actor, make_attempt(session, actor)), write)


def prefill_lessons(session: Session, lesson_ids: Iterable[int]) -> int:
    """Fill in today's lessons among these from the facts; return how many cells were written (R-REASON)."""
    today = school_today(session)
    query = select(Lesson.id).where(
        Lesson.id.in_(set(lesson_ids)), Lesson.held_on == today, Lesson.cancelled_at.is_(None)
    )
    return sum(prefill_lesson(session, lesson_id, today) for lesson_id in session.scalars(query).all())


def prefill_day(session: Session, on: date) -> int:
    """Fill in every lesson of a day from the facts; return how many cells were written (R-REASON)."""
    query = select(Lesson.id).where(Lesson.held_on == on, Lesson.cancelled_at.is_(None)).order_by(Lesson.id)
    return sum(prefill_lesson(session, lesson_id, on) for lesson_id in session.scalars(query).all())


def prefill_lesson(session: Session, lesson_id: int, on: date) -> int:
    """Write what the facts say into the cells that nobody has touched yet.

    A cell that was cleared stays clear: the pupil has come after all. What is locked is left alone.
    """
    course_id = session.get_one(Lesson, lesson_id).course_id
    facts = list_course_facts(session, course_id, on, on)
    if not facts:
        return 0
    place = get_first_place(session, lesson_id, lock=True)
    touched = set(
        session.scalars(
            select(Amendment.pupil_id).where(
                Amendment.lesson_id == lesson_id, Amendment.kind.in_(("mark", "attendance"))
            )
        )
    )
    present = {stay.pupil_id for stay in list_stays(session, course_id) if stay.covers(on)}
    covering = [
        find_covering((fact for fact in facts[key] if fact.concerns(place.subject_id)), on)
        for key in sorted(facts.keys() & present)
    ]
    return sum(
        _prefill(session, place, fact)
        for fact in covering
        if fact is not None and fact.pupil_id not in touched
    )


def _prefill(session: Session, place: ColumnPlace, fact: Fact) -> bool:
    write = CellWrite(fact.pupil_id, str(fact.code), CellValue(), source=PREFILLED)
    try:
        write_absence(session, actor=_recorder(session, fact.recorded_by), place=place, write=write)
    except JournalError:
        return False  # it is locked, or something stands there: what was written by hand is worth more
    return True


def _recorder(session: Session, person_id: int) -> Actor:
    """Who recorded the fact, by the present name and position; the rights were asked when it was recorded."""
    person, staff = session.get_one(Person, person_id), session.get(StaffMember, person_id)
    return Actor(person_id, person.full_name, staff.position if staff else "", frozenset())
