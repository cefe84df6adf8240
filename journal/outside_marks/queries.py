"""Reading marks of other organisations: for sums, for pages, for the form that enters them (R-NEWCOMER)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.errors import NotFound
from journal.models import (
    Course,
    CoursePart,
    Enrolment,
    OutsideMark,
    OutsideReport,
    Period,
    Person,
    SchoolClass,
    Subject,
)


@dataclass(frozen=True)
class OutsideGiven:
    """A mark with the paper that says so; it counts in the period that begins on *counts_from*."""

    pupil_id: int
    subject_id: int
    value: int
    weight: Decimal
    organisation: str
    number: str
    dated_on: date
    counts_from: date


@dataclass(frozen=True)
class ClassStay:
    """A pupil's present or latest class, and since when the pupil is at the school."""

    school_class: SchoolClass
    enrolled_on: date


# A mark counts wherever its whole period is counted: in the period itself, in the year.
GIVEN = (
    select(
        OutsideReport.pupil_id,
        OutsideMark.subject_id,
        OutsideMark.value,
        OutsideMark.weight,
        OutsideReport.organisation,
        OutsideReport.number,
        OutsideReport.dated_on,
        Period.starts_on,
    )
    .join(OutsideReport, OutsideReport.id == OutsideMark.report_id)
    .join(Period, Period.id == OutsideMark.period_id)
    .where(
        OutsideReport.pupil_id.in_(bindparam("pupil_ids", expanding=True)),
        Period.starts_on >= bindparam("starts_on"),
        Period.ends_on <= bindparam("ends_on"),
    )
    .order_by(Period.starts_on, OutsideReport.dated_on, OutsideMark.id)
)


def list_given(
    session: Session, *, pupil_ids: Collection[int], starts_on: date, ends_on: date
) -> list[OutsideGiven]:
    """The marks of these pupils in the periods that lie within these days, in the order of their periods."""
    span = {"starts_on": starts_on, "ends_on": ends_on}
    rows = session.execute(GIVEN, {"pupil_ids": list(pupil_ids), **span})
    return [OutsideGiven(*row) for row in rows]


def list_reports(session: Session, pupil_id: int) -> list[tuple[OutsideReport, list[OutsideMark]]]:
    """A pupil's reports with their marks by subject, the latest first."""
    reports = session.scalars(
        select(OutsideReport)
        .where(OutsideReport.pupil_id == pupil_id)
        .order_by(OutsideReport.dated_on.desc(), OutsideReport.id.desc())
    ).all()
    marks: Mapping[int, list[OutsideMark]] = defaultdict(list)
    for mark in session.scalars(
        select(OutsideMark)
        .join(OutsideMark.subject)
        .where(OutsideMark.report_id.in_([one.id for one in reports]))
        .order_by(Subject.position, Subject.name, OutsideMark.id)
    ):
        marks[mark.report_id].append(mark)
    return [(one, marks[one.id]) for one in reports]


def get_pupil_of_mark(session: Session, mark_id: int) -> int:
    """Whose mark it is, or `NotFound`."""
    mark = session.get(OutsideMark, mark_id)
    if mark is None:
        raise NotFound()
    return mark.report.pupil_id


def list_pupils_with_reports(session: Session, year_id: int) -> list[tuple[Person, str]]:
    """The pupils who have reports of a year, with their class of that year."""
    rows = session.execute(
        select(Person, SchoolClass)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(
            SchoolClass.year_id == year_id,
            Person.id.in_(select(OutsideReport.pupil_id).where(OutsideReport.year_id == year_id)),
        )
        .order_by(Person.sort_key, Enrolment.starts_on)
    )
    named = {person: school_class.name for person, school_class in rows}
    return list(named.items())


def list_class_pupils(session: Session, class_id: int, on: date) -> Sequence[Person]:
    """The pupils of a class on a day, by name."""
    return session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(Enrolment.class_id == class_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, on))
        .order_by(Person.sort_key, Person.id)
    ).all()


def find_class_stay(session: Session, pupil_id: int, year_id: int) -> ClassStay | None:
    """The pupil's latest class of a year; «enrolled» counts from the first class of that year."""
    rows = session.execute(
        select(SchoolClass, Enrolment.starts_on)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(Enrolment.pupil_id == pupil_id, SchoolClass.year_id == year_id)
        .order_by(Enrolment.starts_on)
    ).all()
    return ClassStay(rows[-1][0], rows[0][1]) if rows else None


def list_marked_subjects(session: Session, class_id: int) -> Sequence[Subject]:
    """The subjects of a class that are marked by fives, in the curriculum's order."""
    courses = (
        select(Course.subject_id)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .where(CoursePart.class_id == class_id, Course.marking == "fives")
    )
    query = select(Subject).where(Subject.id.in_(courses))
    return session.scalars(query.order_by(Subject.position, Subject.name)).all()
