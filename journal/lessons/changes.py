"""Cancelling, restoring and moving lessons, by the administrator and with a reason (R-CANCEL, R-SAMEDAY).

A cancelled lesson stays as a row; grids, sums, gaps and diaries leave it out, and the plan offers its topic
to the next lesson. What has closed by now is recorded first, so that nothing reopens by a move (R-LOCK14).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, record_value
from journal.courses.roster import list_class_ids
from journal.errors import JournalError, LessonCancelled, Locked
from journal.lessons.errors import BadDays, LessonHolds, LessonStands, NoLessons, SharedLesson, SlotTaken
from journal.lessons.moving import Hour, check_free, check_move
from journal.lessons.place import LessonPlace, amendment_place, get_lesson_place
from journal.locks.closings import record_closings
from journal.locks.rules import REASON_LIMIT, Attempt, GrantView, check_lesson_open, check_not_ahead
from journal.locks.services import make_attempt
from journal.models import Attendance, CoursePart, Lesson, LessonColumn, Mark
from journal.permissions.actions import LESSON_CANCEL, LESSON_MOVE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_zone
from journal.texts.rules import check_line

CANCELLED, RESTORED, MOVED = "lesson-cancelled", "lesson-restored", "lesson-moved"
KINDS = (CANCELLED, RESTORED, MOVED)
LONGEST_SPAN = 31
# Lessons that a whole day leaves as they are, with a sentence.
LEFT = (LessonHolds, Locked, SharedLesson, SlotTaken)
Change = Callable[["Changing", LessonPlace], None]


@dataclass(frozen=True)
class Days:
    """From one day to another, in one class or in the whole school."""

    first: date
    last: date
    class_id: int | None = None


@dataclass(frozen=True)
class DaysOutcome:
    """How many lessons were changed, and which were left as they are, and why."""

    changed: int
    left: tuple[tuple[Lesson, JournalError], ...]


@dataclass(frozen=True)
class Changing:
    """Who changes lessons, when, and why."""

    session: Session
    actor: Actor
    attempt: Attempt
    reason: str

    def check_open(self, place: LessonPlace, held_on: date) -> GrantView | None:
        """R-SAMEDAY: return the grant to cite; raise `Locked` where it is closed, or would be then."""
        return check_lesson_open(
            held_on, closed_at=place.closed_at, cell=place.cell, attempt=self.attempt, limits=place.limits
        )

    def record(self, place: LessonPlace, kind: str, before: str, after: str, grant: GrantView | None) -> None:
        """Record the change in the chain of every class of the lesson."""
        self.session.flush()
        record_value(
            self.session,
            actor=self.actor,
            kind=kind,
            place=amendment_place(self.session, place),
            before=before,
            after=after,
            cause=Cause("administrator", self.reason, grant.grant_id if grant else None),
        )
        self.session.flush()


def cancel_lesson(session: Session, *, actor: Actor, lesson_id: int, reason: str) -> Lesson:
    """Cancel a lesson that did not take place; one that is cancelled already stays as it is.

    Raises `Forbidden`, `NotFound`, `Empty` or what is wrong with the reason, `Locked` and `LessonHolds`.
    """
    changing, place = _begin_lesson(session, actor, LESSON_CANCEL, lesson_id, reason)
    if place.lesson.cancelled_at is None:
        _cancel(changing, place)
    return place.lesson


def restore_lesson(session: Session, *, actor: Actor, lesson_id: int, reason: str) -> Lesson:
    """Put a cancelled lesson back; raise `LessonStands`, `SlotTaken`, and what `cancel_lesson` raises."""
    changing, place = _begin_lesson(session, actor, LESSON_CANCEL, lesson_id, reason)
    if place.lesson.cancelled_at is None:
        raise LessonStands()
    _restore(changing, place)
    return place.lesson


def move_lesson(session: Session, *, actor: Actor, lesson_id: int, target: Hour, reason: str) -> Lesson:
    """Move a lesson to another day or number; where it stands already nothing changes.

    Raises `Locked` for a lesson that is closed or would be on the new day, `LessonCancelled`, `TooFarAhead`
    for one with entries, what `check_move` raises, and `Forbidden`, `NotFound`, `Empty` like `cancel_lesson`.
    """
    changing, place = _begin_lesson(session, actor, LESSON_MOVE, lesson_id, reason)
    lesson = place.lesson
    if lesson.cancelled_at is not None:
        raise LessonCancelled(lesson_date=lesson.held_on)
    if target == Hour(lesson.held_on, lesson.number):
        return lesson
    grant = changing.check_open(place, lesson.held_on)
    grant = changing.check_open(place, target.held_on) or grant
    if count_entries(session, lesson_id):
        check_not_ahead(target.held_on, changing.attempt.today, place.limits)
    check_move(session, place, target)
    before = describe_hour(lesson)
    lesson.held_on, lesson.number = target.held_on, target.number
    changing.record(place, MOVED, before, describe_hour(lesson), grant)
    return lesson


def cancel_days(session: Session, *, actor: Actor, days: Days, reason: str) -> DaysOutcome:
    """Cancel every lesson of these days, of a class or of the school: frost, quarantine.

    Lessons that are locked, hold entries or belong to other classes too are left and named. Raises
    `BadDays`, `NoLessons`, and `Forbidden`, `Empty` like `cancel_lesson`.
    """
    changing = _begin(session, actor, LESSON_CANCEL, reason)
    return _change_days(changing, days, _cancel, Lesson.cancelled_at.is_(None))


def restore_days(session: Session, *, actor: Actor, days: Days, reason: str) -> DaysOutcome:
    """Put the cancelled lessons of these days back; raises what `cancel_days` raises."""
    changing = _begin(session, actor, LESSON_CANCEL, reason)
    return _change_days(changing, days, _restore, Lesson.cancelled_at.is_not(None))


def count_entries(session: Session, lesson_id: int) -> int:
    """How many marks and absences stand in a lesson."""
    marks = select(func.count()).select_from(Mark).join(LessonColumn, LessonColumn.id == Mark.column_id)
    absences = select(func.count()).select_from(Attendance).where(Attendance.lesson_id == lesson_id)
    return (session.scalar(marks.where(LessonColumn.lesson_id == lesson_id)) or 0) + (
        session.scalar(absences) or 0
    )


def describe_hour(lesson: Lesson) -> str:
    """A lesson's day and number as the history keeps them: «05.11.2026, 3 урок»."""
    return f"{lesson.held_on:%d.%m.%Y}, {lesson.number} урок"


def _begin(session: Session, actor: Actor, action: str, reason: str) -> Changing:
    """Ask for the right and the reason, and record what has closed by now."""
    permit(actor, action)
    kept = check_line(reason, REASON_LIMIT, is_required=True)
    attempt = make_attempt(session, actor)
    record_closings(session, now=attempt.now, zone=school_zone(session))
    return Changing(session, actor, attempt, kept)


def _begin_lesson(
    session: Session, actor: Actor, action: str, lesson_id: int, reason: str
) -> tuple[Changing, LessonPlace]:
    """Begin with one lesson; a missing one is said before anything else is asked."""
    permit(actor, action)
    get_lesson_place(session, lesson_id)
    changing = _begin(session, actor, action, reason)
    return changing, get_lesson_place(session, lesson_id, lock=True)


def _cancel(changing: Changing, place: LessonPlace) -> None:
    lesson = place.lesson
    grant = changing.check_open(place, lesson.held_on)
    if entries := count_entries(changing.session, lesson.id):
        raise LessonHolds(lesson_date=lesson.held_on, entries=entries)
    lesson.cancelled_at = clock.now()
    changing.record(place, CANCELLED, describe_hour(lesson), "отменён", grant)


def _restore(changing: Changing, place: LessonPlace) -> None:
    lesson = place.lesson
    grant = changing.check_open(place, lesson.held_on)
    check_free(changing.session, lesson, Hour(lesson.held_on, lesson.number))
    lesson.cancelled_at = None
    changing.record(place, RESTORED, "отменён", describe_hour(lesson), grant)


def _change_days(changing: Changing, days: Days, change: Change, wanted: ColumnElement[bool]) -> DaysOutcome:
    if not timedelta(0) <= days.last - days.first < timedelta(days=LONGEST_SPAN):
        raise BadDays(limit_days=LONGEST_SPAN)
    query = select(Lesson.id).where(Lesson.held_on.between(days.first, days.last), wanted)
    if days.class_id is not None:
        parts = select(CoursePart.course_id).where(CoursePart.class_id == days.class_id)
        query = query.where(Lesson.course_id.in_(parts))
    ids = changing.session.scalars(query.order_by(Lesson.id)).all()
    changed, left = 0, []
    for place in _hold(changing.session, ids, days.class_id):
        try:
            _check_shared(changing.session, place.lesson, days.class_id)
            change(changing, place)
            changed += 1
        except LEFT as error:
            left.append((place.lesson, error))
    if not changed and not left:
        raise NoLessons()
    return DaysOutcome(changed, tuple(left))


def _hold(session: Session, ids: Sequence[int], class_id: int | None) -> list[LessonPlace]:
    """The lessons, held in the order of their keys; without those on days when the class wasn't in them."""
    places = [get_lesson_place(session, lesson_id, lock=True) for lesson_id in ids]
    return [
        place
        for place in places
        if class_id is None or class_id in list_class_ids(session, place.lesson.course_id, place.held_on)
    ]


def _check_shared(session: Session, lesson: Lesson, class_id: int | None) -> None:
    """A lesson of several classes isn't cancelled with one of them; raise `SharedLesson`."""
    if class_id is not None and list_class_ids(session, lesson.course_id, lesson.held_on) != (class_id,):
        raise SharedLesson()
