"""Who still owes which final marks: by course, with its class, its teachers and the pupils concerned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.finals.expected import Expectations, compute_counting_day, read_expectations
from journal.models import Course, CoursePart, CourseTeacher, ParallelPeriods, Period, Person, SchoolClass
from journal.names import short_name
from journal.school_calendar.queries import find_last_week


@dataclass(frozen=True)
class OwedFinals:
    """The final marks that one course owes one class."""

    course: Course
    school_class: SchoolClass
    teachers: Sequence[str]
    pupils: Sequence[str]


def list_owed(
    session: Session, period: Period, *, today: date, class_ids: Collection[int] | None = None
) -> list[OwedFinals]:
    """The courses that owe final marks of a period, class by class; six queries for any number of classes."""
    expectations = read_expectations(session, period, today=today, class_ids=class_ids)
    return find_owed(expectations, list_teachers(session, period, today))


def find_owed(expectations: Expectations, teachers: Mapping[int, Sequence[Person]]) -> list[OwedFinals]:
    """Group what is missing by course and class."""
    names = {(one.class_id, one.pupil_id): one.name for one in expectations.pupils}
    order = {class_id: place for place, class_id in enumerate(expectations.classes)}
    places = {course_id: place for place, course_id in enumerate(expectations.courses)}
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in expectations.missing():
        found[one.class_id, one.course_id].append(names[one.class_id, one.pupil_id])
    keys = sorted(found, key=lambda key: (order[key[0]], places[key[1]]))
    return [
        OwedFinals(
            course=expectations.courses[course_id],
            school_class=expectations.classes[class_id],
            teachers=[name_teacher(person) for person in teachers.get(course_id, ())],
            pupils=found[class_id, course_id],
        )
        for class_id, course_id in keys
    ]


def name_teacher(person: Person) -> str:
    """«Иванова М. П.»."""
    return short_name(person.last_name, person.first_name, person.middle_name)


def list_teachers(session: Session, period: Period, today: date) -> Mapping[int, Sequence[Person]]:
    """The teachers of every course of the period's year on its counting day."""
    on = compute_counting_day(period, today)
    found: dict[int, list[Person]] = defaultdict(list)
    for course_id, person in session.execute(
        select(CourseTeacher.course_id, Person)
        .join(Person, Person.id == CourseTeacher.person_id)
        .join(Course, Course.id == CourseTeacher.course_id)
        .where(Course.year_id == period.year_id, holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on))
        .order_by(Person.sort_key, Person.id)
    ):
        found[course_id].append(person)
    return found


def list_taught_classes(session: Session, person_id: int, on: date) -> list[int]:
    """The classes in which a person teaches on a day."""
    return list(
        session.scalars(
            select(CoursePart.class_id)
            .join(CourseTeacher, CourseTeacher.course_id == CoursePart.course_id)
            .where(
                CourseTeacher.person_id == person_id,
                holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on),
            )
            .distinct()
        )
    )


def list_used_periods(
    session: Session, year_id: int, class_ids: Collection[int] | None = None
) -> list[Period]:
    """The periods by which these classes of a year live, or all of its classes; the year at the end."""
    kinds = (
        select(ParallelPeriods.kind)
        .join(
            SchoolClass,
            (SchoolClass.parallel == ParallelPeriods.parallel) & (SchoolClass.year_id == year_id),
        )
        .where(ParallelPeriods.year_id == year_id)
    )
    if class_ids is not None:
        kinds = kinds.where(SchoolClass.id.in_(class_ids))
    rows = session.scalars(
        select(Period).where(Period.year_id == year_id, (Period.kind == "year") | Period.kind.in_(kinds))
    )
    order = ("quarter", "trimester", "half", "year")
    return sorted(rows, key=lambda one: (order.index(one.kind), one.number))


def choose_due_period(periods: Iterable[Period], asked: int | None, today: date) -> Period | None:
    """The period that was asked for, else the last one whose final marks have opened, else the first.

    Of two that end on one day the shorter is taken: a quarter before a half-year.
    """
    known = sorted(periods, key=lambda one: (one.ends_on, one.starts_on))
    if asked is not None:
        return next((one for one in known if one.id == asked), None)
    due = [one for one in known if find_last_week(one) <= today]
    return due[-1] if due else next(iter(known), None)
