"""Absences that still wait for their reason: «ОТ» (R-REASON)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.day.rules import Span
from journal.entries.symbols import Code
from journal.models import Attendance, Course, Enrolment, Lesson, Person, SchoolClass, Subject, Tutorship
from journal.names import pupil_name, short_name


@dataclass(frozen=True)
class UnresolvedLesson:
    """A lesson that was missed for a reason which nobody knows yet."""

    lesson_id: int
    held_on: date
    subject: str


@dataclass(frozen=True)
class UnresolvedPupil:
    """A pupil with the lessons that wait for a reason, in order of time."""

    pupil_id: int
    name: str
    lessons: tuple[UnresolvedLesson, ...]


@dataclass(frozen=True)
class UnresolvedClass:
    """A class with how many pupils and lessons wait for a reason, since which day, and its tutors' names."""

    class_id: int
    name: str
    pupils: int
    lessons: int
    since: date
    tutors: dict[int, str]


def _join_class(query: Any, span: Span) -> Any:
    """The «ОТ» of a span, each with the pupil's class on the lesson's day."""
    return (
        query.select_from(Attendance)
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .join(
            Enrolment,
            and_(
                Enrolment.pupil_id == Attendance.pupil_id,
                holds_on(Enrolment.starts_on, Enrolment.ends_on, Lesson.held_on),
            ),
        )
        .where(
            Attendance.code == Code.ABSENT,
            Lesson.held_on.between(span.first, span.last),
            Lesson.cancelled_at.is_(None),
        )
    )


def list_unresolved(session: Session, class_id: int, span: Span) -> list[UnresolvedPupil]:
    """The pupils of a class with absences that wait for a reason, by name."""
    query = select(
        Person.id, Person.last_name, Person.first_name, Lesson.id, Lesson.held_on, Subject.name
    ).where(Enrolment.class_id == class_id)
    rows = session.execute(
        _join_class(query, span)
        .join(Person, Person.id == Attendance.pupil_id)
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .order_by(Person.sort_key, Person.id, Lesson.held_on, Lesson.number)
    )
    pupils: dict[int, tuple[str, list[UnresolvedLesson]]] = {}
    for pupil_id, last, first, lesson_id, held_on, subject in rows:
        own = pupils.setdefault(pupil_id, (pupil_name(last, first), []))
        own[1].append(UnresolvedLesson(lesson_id, held_on, subject))
    return [UnresolvedPupil(key, name, tuple(lessons)) for key, (name, lessons) in pupils.items()]


def list_unresolved_classes(session: Session, span: Span, on: date) -> Sequence[UnresolvedClass]:
    """The classes in which absences wait for a reason, with their tutors of a day, by parallel and letter."""
    counted = _count_by_class(span).subquery()
    rows = session.execute(
        select(*counted.c, Person.id, Person.last_name, Person.first_name, Person.middle_name)
        .outerjoin(
            Tutorship,
            and_(Tutorship.class_id == counted.c.id, holds_on(Tutorship.starts_on, Tutorship.ends_on, on)),
        )
        .outerjoin(Person, Person.id == Tutorship.person_id)
        .order_by(counted.c.parallel, counted.c.letter, Person.sort_key)
    )
    found: dict[int, UnresolvedClass] = {}
    for class_id, parallel, letter, pupils, lessons, since, person_id, *name in rows:
        one = UnresolvedClass(class_id, f"{parallel}{letter}", pupils, lessons, since, {})
        tutors = found.setdefault(class_id, one).tutors
        if person_id is not None:
            tutors[person_id] = short_name(*name)
    return list(found.values())


def _count_by_class(span: Span) -> Any:
    query = select(
        SchoolClass.id,
        SchoolClass.parallel,
        SchoolClass.letter,
        func.count(Attendance.pupil_id.distinct()).label("pupils"),
        func.count().label("lessons"),
        func.min(Lesson.held_on).label("since"),
    )
    return (
        _join_class(query, span)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .group_by(SchoolClass.id, SchoolClass.parallel, SchoolClass.letter)
    )
