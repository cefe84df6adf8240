"""The cells of a request: may this person ask for them, and are they locked (R-UNLOCK).

Whoever could have written a cell before the lock may ask for it after the lock: the teacher of the course;
the tutor for absences and for final marks that are missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import Stay, list_stays
from journal.entries.symbols import FINALS
from journal.errors import BadRequest, FinalStands, LessonCancelled, NotFound, NotOnRoster
from journal.finals.queries import find_final, list_course_periods, view_period
from journal.lessons.place import LessonPlace, get_lesson_place
from journal.locks.archives import find_class_archive
from journal.locks.rules import (
    Attempt,
    Cell,
    FinalCell,
    LessonCell,
    LockState,
    describe_final_lock,
    describe_lock,
)
from journal.locks.services import make_attempt, make_limits
from journal.models import Course, FinalWindow, Period
from journal.permissions.actions import ATTENDANCE_RESOLVE, FINAL_EDIT, FINAL_FILL, MARK_EDIT, TOPIC_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import is_permitted
from journal.permissions.predicates import Target
from journal.permissions.targets import class_target, course_target
from journal.school import get_year
from journal.unlocks.errors import CellNotLocked, CellOpened, ForeignCell

CourseTarget = tuple[Course, Target]


def judge_cells(session: Session, *, actor: Actor, cells: Collection[Cell]) -> int:
    """Return the academic year of cells that *actor* may ask for.

    Raises `ForeignCell`, `NotOnRoster`, `LessonCancelled`, `FinalStands`, `CellNotLocked`, `CellOpened`, or
    `BadRequest` for cells of several years.
    """
    attempt = make_attempt(session, actor)
    years = {
        *_judge_lessons(session, actor, attempt, [cell for cell in cells if isinstance(cell, LessonCell)]),
        *_judge_finals(session, actor, attempt, [cell for cell in cells if isinstance(cell, FinalCell)]),
    }
    if len(years) != 1:
        raise BadRequest()
    return years.pop()


def _judge_lessons(
    session: Session, actor: Actor, attempt: Attempt, cells: Iterable[LessonCell]
) -> Iterable[int]:
    by_lesson: dict[int, list[LessonCell]] = defaultdict(list)
    for cell in cells:
        by_lesson[cell.lesson_id].append(cell)
    for lesson_id, group in sorted(by_lesson.items()):
        try:
            place = get_lesson_place(session, lesson_id)
        except NotFound:
            raise ForeignCell() from None
        stays = [stay for stay in list_stays(session, place.lesson.course_id) if stay.covers(place.held_on)]
        around = course_target(session, place.lesson.course_id, on=place.held_on)
        for cell in group:
            _judge_lesson_cell(session, actor, place, around, stays, cell)
            lock = describe_lock(
                place.held_on,
                closed_at=place.closed_at,
                cell=cell,
                attempt=attempt,
                limits=place.limits,
            )
            check_locked(lock, place.held_on)
        yield place.year.id


def _judge_lesson_cell(
    session: Session,
    actor: Actor,
    place: LessonPlace,
    around: Target,
    stays: Iterable[Stay],
    cell: LessonCell,
) -> None:
    """Whether the person could have written the cell while it was open."""
    is_teacher = is_permitted(actor, TOPIC_EDIT if cell.pupil_id is None else MARK_EDIT, around)
    is_tutor = cell.pupil_id is not None and actor.person_id in around.tutor_ids
    if not is_teacher and not is_tutor:
        raise ForeignCell()
    if place.lesson.cancelled_at is not None:
        raise LessonCancelled(lesson_date=place.held_on)
    if cell.pupil_id is None:
        return
    stay = next((stay for stay in stays if stay.pupil_id == cell.pupil_id), None)
    if stay is None:
        raise NotOnRoster(on=place.held_on)
    if not is_teacher and not _is_tutor_of(session, actor, ATTENDANCE_RESOLVE, stay.class_id):
        raise ForeignCell()


def _is_tutor_of(session: Session, actor: Actor, action: str, class_id: int) -> bool:
    return is_permitted(actor, action, class_target(session, class_id))


def check_locked(lock: LockState, on: date) -> None:
    """Raise CellNotLocked for a cell that can be written directly, CellOpened where a grant holds already."""
    if lock.state == "granted" and lock.deadline is not None:
        raise CellOpened(on=on, deadline=lock.deadline)
    if lock.state != "locked":
        raise CellNotLocked(on=on, last_day=lock.last_day)


def _judge_finals(
    session: Session, actor: Actor, attempt: Attempt, cells: Iterable[FinalCell]
) -> Iterable[int]:
    by_column: dict[tuple[int, int], list[FinalCell]] = defaultdict(list)
    for cell in cells:
        by_column[cell.period_id, cell.subject_id].append(cell)
    for (period_id, subject_id), group in sorted(by_column.items()):
        period = session.get(Period, period_id)
        if period is None:
            raise ForeignCell()
        around = _list_around(session, actor, period, subject_id)
        limits = make_limits(get_year(session, period.year_id))
        for cell in sorted(group, key=lambda one: one.pupil_id):
            class_id = _judge_final_cell(session, actor, period, around, cell)
            archived_at = find_class_archive(session, class_id)
            window = view_period(period, session.get(FinalWindow, period.id), archived_at)
            check_locked(
                describe_final_lock(window, cell=cell, attempt=attempt, limits=limits), period.ends_on
            )
        yield period.year_id


def _list_around(session: Session, actor: Actor, period: Period, subject_id: int) -> list[CourseTarget]:
    """The courses of the subject in which the person is teacher or tutor; raise ForeignCell without any."""
    around = [
        (course, target)
        for course in _list_courses(session, period, subject_id)
        for target in [course_target(session, course.id)]
        if is_permitted(actor, FINAL_EDIT, target) or actor.person_id in target.tutor_ids
    ]
    if not around:
        raise ForeignCell()
    return around


def _judge_final_cell(
    session: Session, actor: Actor, period: Period, around: Iterable[CourseTarget], cell: FinalCell
) -> int:
    """Whether the person could have set the final mark; return the pupil's class."""
    stays = [
        (stay, target)
        for course, target in around
        for stay in list_stays(session, course.id, pupil_id=cell.pupil_id)
        if stay.starts_on <= period.ends_on and period.starts_on <= stay.ends_on
    ]
    if not stays:
        raise NotOnRoster(on=period.ends_on)
    if not any(is_permitted(actor, FINAL_EDIT, target) for _stay, target in stays):
        _judge_tutor_final(session, actor, [stay for stay, _target in stays], cell)
    return stays[-1][0].class_id


def _judge_tutor_final(session: Session, actor: Actor, stays: Iterable[Stay], cell: FinalCell) -> None:
    """A tutor fills in what is missing, and nothing else (R-TUTORFINAL)."""
    if not any(_is_tutor_of(session, actor, FINAL_FILL, stay.class_id) for stay in stays):
        raise ForeignCell()
    final = find_final(session, pupil_id=cell.pupil_id, subject_id=cell.subject_id, period_id=cell.period_id)
    if final is not None:
        raise FinalStands(symbol=final.value)


def _list_courses(session: Session, period: Period, subject_id: int) -> list[Course]:
    """The courses of a subject that have final marks in the period."""
    query = select(Course).where(Course.year_id == period.year_id, Course.subject_id == subject_id)
    return [
        course
        for course in session.scalars(query.order_by(Course.id))
        if FINALS[course.marking] and period in list_course_periods(session, course)
    ]
