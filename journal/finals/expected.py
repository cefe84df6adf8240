"""Which final marks a period expects: pupils × subjects of marked courses, as the rosters of its day say.

Read in four queries for one class or for the whole school alike.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from journal.models import (
    Course,
    CourseMember,
    CoursePart,
    Enrolment,
    FinalMark,
    ParallelPeriods,
    Period,
    Person,
    SchoolClass,
    Subject,
)


class ExpectedFinal(NamedTuple):
    """A pupil who gets a final mark in a subject, from whom the course is asked for it."""

    class_id: int
    pupil_id: int
    subject_id: int
    course_id: int


class PupilLine(NamedTuple):
    """A pupil of a class in a period; one who left before its counting day is kept, not counted."""

    class_id: int
    pupil_id: int
    name: str
    has_left: bool


class StandingFinal(NamedTuple):
    """A final mark that stands, and the tutor who filled it in, if one did (R-TUTORFINAL)."""

    value: str
    filled_by: int | None


@dataclass(frozen=True)
class Expectations:
    """Everything about the final marks of a period in some classes, by class, pupil and subject."""

    period: Period
    classes: Mapping[int, SchoolClass]
    pupils: Sequence[PupilLine]
    courses: Mapping[int, Course]
    expected: Sequence[ExpectedFinal]
    finals: Mapping[tuple[int, int], StandingFinal]

    def missing(self) -> Iterator[ExpectedFinal]:
        """The final marks that are still owed."""
        return (one for one in self.expected if (one.pupil_id, one.subject_id) not in self.finals)


def compute_counting_day(period: Period, today: date) -> date:
    """The day whose rosters count: the period's last, or today while it lasts."""
    return max(period.starts_on, min(period.ends_on, today))


def read_expectations(
    session: Session, period: Period, *, today: date, class_ids: Collection[int] | None = None
) -> Expectations:
    """Read what a period expects of these classes, or of all that live by its kind; year 1 is left out."""
    on = compute_counting_day(period, today)
    marked = select_classes(period, class_ids).where(SchoolClass.parallel > 1)
    classes = {row.id: row for row in session.scalars(marked)}
    stays = session.execute(_select_stays(classes, period)).all()
    parts = session.execute(_select_parts(classes)).all()
    courses = {course.id: course for course, _part in parts}
    members = _read_members(session, [course.id for course, part in parts if part.by_name], on)
    enrolled = defaultdict(list)
    for stay in stays:
        if stay.starts_on <= on and (stay.ends_on is None or on <= stay.ends_on):
            enrolled[stay.class_id].append(stay.pupil_id)
    expected = {
        (pupil_id, course.subject_id): ExpectedFinal(part.class_id, pupil_id, course.subject_id, course.id)
        for course, part in parts
        if part.starts_on <= on and (part.ends_on is None or on <= part.ends_on)
        for pupil_id in enrolled[part.class_id]
        if not part.by_name or pupil_id in members[course.id]
    }
    return Expectations(
        period=period,
        classes=classes,
        pupils=_view_pupils(stays, on),
        courses=courses,
        expected=list(expected.values()),
        finals=_read_finals(session, period, None if class_ids is None else {s.pupil_id for s in stays}),
    )


def select_classes(period: Period, class_ids: Collection[int] | None) -> Select[SchoolClass]:
    """The classes that live by a period's kind, or these of them, year 1 too; by parallel and letter."""
    query = (
        select(SchoolClass)
        .where(SchoolClass.year_id == period.year_id)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    if class_ids is not None:
        query = query.where(SchoolClass.id.in_(class_ids))
    if period.kind == "year":
        return query
    return query.join(
        ParallelPeriods,
        (ParallelPeriods.parallel == SchoolClass.parallel)
        & (ParallelPeriods.year_id == SchoolClass.year_id)
        & (ParallelPeriods.kind == period.kind),
    )


def _select_stays(
    class_ids: Collection[int], period: Period
) -> Select[int, int, date, date | None, str, str]:
    return (
        select(
            Enrolment.class_id,
            Enrolment.pupil_id,
            Enrolment.starts_on,
            Enrolment.ends_on,
            Person.last_name,
            Person.first_name,
        )
        .join(Person, Person.id == Enrolment.pupil_id)
        .where(
            Enrolment.class_id.in_(class_ids),
            Enrolment.starts_on <= period.ends_on,
            Enrolment.ends_on.is_(None) | (Enrolment.ends_on >= period.starts_on),
        )
        .order_by(Person.sort_key, Person.id, Enrolment.starts_on)
    )


def _select_parts(class_ids: Collection[int]) -> Select[Course, CoursePart]:
    return (
        select(Course, CoursePart)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .join(Subject, Subject.id == Course.subject_id)
        .where(CoursePart.class_id.in_(class_ids), Course.marking != "none")
        .order_by(Subject.position, Subject.name, Course.id, CoursePart.starts_on)
    )


def _read_members(session: Session, course_ids: Collection[int], on: date) -> Mapping[int, set[int]]:
    """The named pupils of courses on a day."""
    members: dict[int, set[int]] = defaultdict(set)
    if course_ids:
        for course_id, pupil_id in session.execute(
            select(CourseMember.course_id, CourseMember.pupil_id).where(
                CourseMember.course_id.in_(course_ids),
                CourseMember.starts_on <= on,
                CourseMember.ends_on.is_(None) | (CourseMember.ends_on >= on),
            )
        ):
            members[course_id].add(pupil_id)
    return members


def _view_pupils(stays: Sequence[Any], on: date) -> list[PupilLine]:
    """One line for each pupil of each class, by name."""
    lines: dict[tuple[int, int], PupilLine] = {}
    for stay in stays:
        has_left = stay.ends_on is not None and stay.ends_on < on
        name = f"{stay.last_name} {stay.first_name}"
        lines[stay.class_id, stay.pupil_id] = PupilLine(stay.class_id, stay.pupil_id, name, has_left)
    return list(lines.values())


def _read_finals(
    session: Session, period: Period, pupil_ids: Collection[int] | None
) -> Mapping[tuple[int, int], StandingFinal]:
    query = select(FinalMark.pupil_id, FinalMark.subject_id, FinalMark.value, FinalMark.filled_by).where(
        FinalMark.period_id == period.id
    )
    if pupil_ids is not None:
        query = query.where(FinalMark.pupil_id.in_(pupil_ids))
    return {
        (row.pupil_id, row.subject_id): StandingFinal(row.value, row.filled_by)
        for row in session.execute(query)
    }
