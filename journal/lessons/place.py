"""A lesson with what surrounds it, and the first steps of every write into it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Place
from journal.courses.roster import list_class_ids
from journal.errors import LessonCancelled, NotFound
from journal.locks.rules import Attempt, GrantView, LessonCell, Limits, check_lesson_open, check_text_open
from journal.locks.services import make_attempt, make_limits
from journal.models import AcademicYear, Course, Lesson, LessonClosing
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target


@dataclass(frozen=True)
class LessonPlace:
    """A lesson with its academic year and its recorded closing."""

    lesson: Lesson
    year: AcademicYear
    closed_at: datetime | None

    @property
    def held_on(self) -> date:
        """The lesson's day."""
        return self.lesson.held_on

    @property
    def cell(self) -> LessonCell:
        """What a grant must name to open the topic, the homework and the columns."""
        return LessonCell(self.lesson.id)

    @property
    def limits(self) -> Limits:
        """The limits of the lesson's year."""
        return make_limits(self.year)


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that the actor may write into, as far as rights go; the lock is asked for each thing."""

    place: LessonPlace
    actor: Actor
    attempt: Attempt

    def check_text(self, *, is_saved: bool) -> GrantView | None:
        """R-SAMEDAY: return the grant to cite; raise Locked if a saved topic or homework is closed."""
        return check_text_open(
            self.place.held_on,
            is_saved=is_saved,
            closed_at=self.place.closed_at,
            cell=self.place.cell,
            attempt=self.attempt,
            limits=self.place.limits,
        )

    def check_columns(self) -> GrantView | None:
        """R-LOCK14: return the grant to cite; raise Locked if the lesson is closed."""
        return check_lesson_open(
            self.place.held_on,
            closed_at=self.place.closed_at,
            cell=self.place.cell,
            attempt=self.attempt,
            limits=self.place.limits,
        )


def get_lesson_place(session: Session, lesson_id: int, *, lock: bool = False) -> LessonPlace:
    """A lesson or `NotFound`; *lock* holds its row until the end of the transaction."""
    query = (
        select(Lesson, AcademicYear, LessonClosing.closed_at)
        .join(Course, Course.id == Lesson.course_id)
        .join(AcademicYear, AcademicYear.id == Course.year_id)
        .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
        .where(Lesson.id == lesson_id)
    )
    if lock:
        query = query.with_for_update(of=Lesson, key_share=True).execution_options(populate_existing=True)
    row = session.execute(query).first()
    if row is None:
        raise NotFound()
    lesson, year, closed_at = row
    return LessonPlace(lesson, year, closed_at)


def open_lesson(session: Session, *, actor: Actor, lesson_id: int, action: str) -> OpenLesson:
    """Hold a lesson for writing; raise `NotFound`, `Forbidden` or `LessonCancelled`."""
    place = get_lesson_place(session, lesson_id, lock=True)
    permit(actor, action, course_target(session, place.lesson.course_id, on=place.held_on))
    if place.lesson.cancelled_at is not None:
        raise LessonCancelled(lesson_date=place.held_on)
    return OpenLesson(place, actor, make_attempt(session, actor))


def amendment_place(session: Session, place: LessonPlace, column_id: int | None = None) -> Place:
    """Where a change of the lesson is recorded: in the chain of every class then in the course."""
    lesson = place.lesson
    return Place(
        class_ids=list_class_ids(session, lesson.course_id, lesson.held_on),
        year_id=place.year.id,
        course_id=lesson.course_id,
        lesson_id=lesson.id,
        column_id=column_id,
        subject_id=lesson.course.subject_id,
    )
