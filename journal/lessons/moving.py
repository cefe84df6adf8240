"""Where a lesson may be moved: its period, its pupils, no holidays, a free hour (R-CANCEL)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import list_class_ids, list_stays
from journal.errors import DueTooEarly, NotOnRoster, OutsideYear
from journal.lessons.errors import BadNumber, NoSchoolDay, OtherPeriod, SlotTaken
from journal.lessons.place import LessonPlace
from journal.lessons.rules import ClassCalendar, check_moved_day
from journal.models import (
    Attendance,
    Course,
    CoursePart,
    Holiday,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
    SchoolClass,
)
from journal.school_calendar.queries import list_class_periods
from journal.school_calendar.rules import is_within, list_public_holidays

LARGEST_NUMBER = 14


@dataclass(frozen=True)
class Hour:
    """A day and the number of a lesson."""

    held_on: date
    number: int


def check_move(session: Session, place: LessonPlace, target: Hour) -> None:
    """Let a lesson go to its new hour, or raise.

    Raises `BadNumber`, `OutsideYear`, `NoSchoolDay`, `OtherPeriod`, `NotOnRoster`, `DueTooEarly` and
    `SlotTaken`.
    """
    year = place.year
    if not 0 <= target.number <= LARGEST_NUMBER:
        raise BadNumber(largest=LARGEST_NUMBER)
    if not is_within(target.held_on, year):
        raise OutsideYear(on=target.held_on, starts_on=year.starts_on, ends_on=year.ends_on)
    calendars = list_calendars(session, place)
    trouble = check_moved_day(place.held_on, target.held_on, calendars)
    if trouble == "holiday":
        raise NoSchoolDay(on=target.held_on, name=_name_rest(calendars, target.held_on))
    if trouble == "period":
        span = next(span for one in calendars for span in one.periods if is_within(place.held_on, span))
        raise OtherPeriod(starts_on=span.starts_on, ends_on=span.ends_on)
    check_roster(session, place.lesson, target.held_on)
    due_on = session.scalar(select(Homework.due_on).where(Homework.lesson_id == place.lesson.id))
    if due_on is not None and due_on <= target.held_on:
        raise DueTooEarly(lesson_date=target.held_on)
    check_free(session, place.lesson, target)


def list_calendars(session: Session, place: LessonPlace) -> list[ClassCalendar]:
    """The periods and the days off of every class of a lesson."""
    public = list_public_holidays(place.year.starts_on, place.year.ends_on)
    breaks = session.scalars(select(Holiday).where(Holiday.year_id == place.year.id)).all()
    class_ids = list_class_ids(session, place.lesson.course_id, place.held_on)
    return [
        ClassCalendar(
            periods=[one for one in list_class_periods(session, school_class) if one.kind != "year"],
            breaks=[one for one in breaks if one.parallel in (None, school_class.parallel)],
            public=public,
        )
        for school_class in session.scalars(select(SchoolClass).where(SchoolClass.id.in_(class_ids)))
    ]


def _name_rest(calendars: Sequence[ClassCalendar], on: date) -> str:
    """The name of the holidays of a day, empty for a Sunday."""
    named = [rest.name for one in calendars for rest in one.breaks if is_within(on, rest)]
    named += [one.public[on] for one in calendars if on in one.public]
    return named[0] if named else ""


def check_roster(session: Session, lesson: Lesson, on: date) -> None:
    """The course has pupils that day, and everyone whose entry stands in the lesson is one of them."""
    marked = select(Mark.pupil_id).join(LessonColumn, LessonColumn.id == Mark.column_id)
    entered = set(session.scalars(marked.where(LessonColumn.lesson_id == lesson.id)))
    entered |= set(session.scalars(select(Attendance.pupil_id).where(Attendance.lesson_id == lesson.id)))
    present = {stay.pupil_id for stay in list_stays(session, lesson.course_id) if stay.covers(on)}
    if not present or not entered <= present:
        raise NotOnRoster(on=on)


def check_free(session: Session, lesson: Lesson, target: Hour) -> None:
    """No lesson of the course, and none that a whole class has, stands at that hour; raise `SlotTaken`."""
    parts = select(CoursePart.class_id).where(CoursePart.course_id == lesson.course_id)
    whole = parts.where(CoursePart.by_name.is_(False))
    # Two groups of one class may learn at the same hour; a whole class can't be in two rooms.
    rival = select(CoursePart.course_id).where(
        CoursePart.class_id.in_(whole) | (CoursePart.class_id.in_(parts) & CoursePart.by_name.is_(False))
    )
    taken = session.scalar(
        select(Course.title)
        .join(Lesson, Lesson.course_id == Course.id)
        .where(
            Lesson.id != lesson.id,
            Lesson.cancelled_at.is_(None),
            Lesson.held_on == target.held_on,
            Lesson.number == target.number,
            (Lesson.course_id == lesson.course_id) | Lesson.course_id.in_(rival),
        )
        .limit(1)
    )
    if taken is not None:
        raise SlotTaken(on=target.held_on, number=target.number, title=taken)
