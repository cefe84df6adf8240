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
from journal.models import Attendance, Course, Enrolment, Lesson, Person, SchoolClass, Subject
from journal.names import pupil_name


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
    """A class with how many pupils and lessons wait for a reason, and since which day."""

    class_id: int
    name: str
    pupils: int
    lessons: int
    since: date


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


def list_unresolved_classes(session: Session, span: Span) -> Sequence[UnresolvedClass]:
    """The classes in which absences wait for a reason, by parallel and letter."""
    query = select(
        SchoolClass.id,
        SchoolClass.parallel,
        SchoolClass.letter,
        func.count(Attendance.pupil_id.distinct()),
        func.count(),
        func.min(Lesson.held_on),
    )
    rows = session.execute(
        _join_class(query, span)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .group_by(SchoolClass.id, SchoolClass.parallel, SchoolClass.letter)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    return [
        UnresolvedClass(class_id, f"{parallel}{letter}", pupils, lessons, since)
        for class_id, parallel, letter, pupils, lessons, since in rows
    ]
