"""Counting the absences of a class from its lessons and their attendance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from journal.entries.sums import Absences, count_absences, count_missed_days
from journal.entries.symbols import Code
from journal.models import (
    Attendance,
    Course,
    CourseMember,
    CoursePart,
    Enrolment,
    Lesson,
    Person,
    Subject,
)


@dataclass(frozen=True)
class Unresolved:
    """An «ОТ» that still waits for its reason (R-REASON)."""

    lesson_id: int
    held_on: date
    number: int
    subject: str


@dataclass
class PupilAbsences:
    """A pupil's line: the lessons of each day with their codes, and what is still unresolved."""

    pupil_id: int
    name: str
    starts_on: date
    ends_on: date | None
    days: dict[date, list[str | None]] = field(default_factory=lambda: defaultdict(list))
    unresolved: list[Unresolved] = field(default_factory=list)

    @property
    def counts(self) -> Absences:
        """Lessons missed, by reason."""
        return count_absences(code for codes in self.days.values() for code in codes)

    @property
    def missed_days(self) -> int:
        """Days on which every lesson was missed."""
        return count_missed_days(self.days)


def list_absences(session: Session, class_id: int, first: date, last: date) -> list[PupilAbsences]:
    """The absences of everybody who was in a class between two days, in order of names."""
    pupils = list_pupils(session, class_id, first, last)
    members = list_members(session, class_id)
    for row in list_roster_lessons(session, class_id, first, last):
        for pupil in pupils:
            in_class = pupil.starts_on <= row.held_on and (
                pupil.ends_on is None or row.held_on <= pupil.ends_on
            )
            if in_class and (not row.by_name or is_member(members, row.course_id, pupil, row.held_on)):
                add_lesson(pupil, row, row.codes.get(pupil.pupil_id))
    return pupils


@dataclass(frozen=True)
class LessonCodes:
    """A lesson of the class with the attendance written at it, by pupil."""

    lesson_id: int
    course_id: int
    by_name: bool
    held_on: date
    number: int
    subject: str
    codes: dict[int, str]


def add_lesson(pupil: PupilAbsences, row: LessonCodes, code: str | None) -> None:
    """Count one lesson for one pupil."""
    pupil.days[row.held_on].append(code)
    if code == Code.ABSENT:
        pupil.unresolved.append(Unresolved(row.lesson_id, row.held_on, row.number, row.subject))


def list_pupils(session: Session, class_id: int, first: date, last: date) -> list[PupilAbsences]:
    """Everybody enrolled in a class at some time between two days; a second stay is a second line."""
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name, Enrolment.starts_on, Enrolment.ends_on)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(Enrolment.class_id == class_id, Enrolment.starts_on <= last)
        .where((Enrolment.ends_on.is_(None)) | (Enrolment.ends_on >= first))
        .order_by(Person.sort_key, Person.id, Enrolment.starts_on)
    )
    return [
        PupilAbsences(row.id, f"{row.last_name} {row.first_name}", row.starts_on, row.ends_on) for row in rows
    ]


Memberships = dict[tuple[int, int], list[tuple[date, date | None]]]


def list_members(session: Session, class_id: int) -> Memberships:
    """Who is named on the class's courses by name, and when."""
    members: Memberships = defaultdict(list)
    rows = session.execute(
        select(CourseMember.course_id, CourseMember.pupil_id, CourseMember.starts_on, CourseMember.ends_on)
        .join(CoursePart, CoursePart.course_id == CourseMember.course_id)
        .where(CoursePart.class_id == class_id, CoursePart.by_name.is_(True))
    )
    for course_id, pupil_id, starts_on, ends_on in rows:
        members[course_id, pupil_id].append((starts_on, ends_on))
    return members


def is_member(members: Memberships, course_id: int, pupil: PupilAbsences, on: date) -> bool:
    """Whether a pupil was named on a course that day."""
    return any(
        starts_on <= on and (ends_on is None or on <= ends_on)
        for starts_on, ends_on in members.get((course_id, pupil.pupil_id), ())
    )


def list_roster_lessons(session: Session, class_id: int, first: date, last: date) -> Iterable[LessonCodes]:
    """The lessons of a class between two days with what was written of attendance, in order of time."""
    lessons: dict[int, LessonCodes] = {}
    rows = session.execute(
        select(
            Lesson.id,
            Lesson.course_id,
            CoursePart.by_name,
            Lesson.held_on,
            Lesson.number,
            Subject.name,
            Attendance.pupil_id,
            Attendance.code,
        )
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .join(CoursePart, and_(CoursePart.course_id == Course.id, CoursePart.class_id == class_id))
        .outerjoin(Attendance, Attendance.lesson_id == Lesson.id)
        .where(Lesson.held_on.between(first, last), Lesson.cancelled_at.is_(None))
        .where(CoursePart.starts_on <= Lesson.held_on)
        .where((CoursePart.ends_on.is_(None)) | (CoursePart.ends_on >= Lesson.held_on))
        .order_by(Lesson.held_on, Lesson.number, Lesson.id)
    )
    for lesson_id, course_id, by_name, held_on, number, subject, pupil_id, code in rows:
        new = LessonCodes(lesson_id, course_id, by_name, held_on, number, subject, {})
        lesson = lessons.setdefault(lesson_id, new)
        if pupil_id is not None:
            lesson.codes[pupil_id] = code
    return lessons.values()
