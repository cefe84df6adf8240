"""What a class's archive still misses: final marks, decisions of the council, orders (R-ARCHIVE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.archive.orders import OrderLine, list_order_lines
from journal.archive.pupil_rows import list_decisions
from journal.courses.roster import holds_on
from journal.finals.missing import list_owed
from journal.models import AcademicYear, CoursePart, Enrolment, Lesson, Period, Person, SchoolClass
from journal.names import pupil_name
from journal.school_calendar.queries import list_class_periods
from journal.sheets.records import Decision


@dataclass(frozen=True)
class PeriodGaps:
    """A period and how many of its final marks are missing; `is_due` once its last day has come."""

    period: Period
    missing: int
    is_due: bool


@dataclass(frozen=True)
class DecisionLine:
    """A pupil at the year's end, and what the council decided, if it did."""

    pupil_id: int
    name: str
    decision: Decision | None

    @property
    def is_complete(self) -> bool:
        """Whether the decision has its number and its date."""
        return bool(self.decision and self.decision.number and self.decision.dated_on)


@dataclass(frozen=True)
class ArchiveGaps:
    """Everything that is still to be entered before a class's papers are made."""

    finals: Sequence[PeriodGaps]
    decisions: Sequence[DecisionLine]
    orders: Sequence[OrderLine]
    topics: int

    @property
    def missing_finals(self) -> int:
        """How many final marks of periods that are over are missing."""
        return sum(one.missing for one in self.finals if one.is_due)

    @property
    def missing_decisions(self) -> int:
        """How many pupils have no complete decision."""
        return sum(not one.is_complete for one in self.decisions)

    @property
    def missing_orders(self) -> int:
        """How many arrivals and departures have no complete order."""
        return sum(not one.is_complete for one in self.orders)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not (self.missing_finals or self.missing_decisions or self.missing_orders)


def list_gaps(session: Session, school_class: SchoolClass, year: AcademicYear, today: date) -> ArchiveGaps:
    """Find what a class's archive still misses."""
    return ArchiveGaps(
        finals=[
            PeriodGaps(period, count_owed(session, school_class, period, today), period.ends_on <= today)
            for period in list_class_periods(session, school_class)
        ],
        decisions=list_decision_lines(session, school_class, min(today, year.ends_on)),
        orders=list_order_lines(session, school_class.id, year),
        topics=count_lessons_without_topic(session, school_class.id, today),
    )


def count_owed(session: Session, school_class: SchoolClass, period: Period, today: date) -> int:
    """How many final marks of a period are missing in the class; year 1 isn't marked."""
    if school_class.parallel == 1 or period.starts_on > today:
        return 0
    owed = list_owed(session, period, today=today, class_ids=[school_class.id])
    return sum(len(one.pupils) for one in owed)


def list_decision_lines(session: Session, school_class: SchoolClass, on: date) -> list[DecisionLine]:
    """The pupils of the class on a day with the council's decisions, by name."""
    people = session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(Enrolment.class_id == school_class.id, holds_on(Enrolment.starts_on, Enrolment.ends_on, on))
        .order_by(Person.sort_key, Person.id)
    ).all()
    known = list_decisions(session, school_class.year_id, [person.id for person in people])
    return [
        DecisionLine(person.id, pupil_name(person.last_name, person.first_name), known.get(person.id))
        for person in people
    ]


def count_lessons_without_topic(session: Session, class_id: int, today: date) -> int:
    """How many lessons of the class's courses up to today have no topic."""
    courses = select(CoursePart.course_id).where(CoursePart.class_id == class_id)
    query = select(func.count(Lesson.id)).where(
        Lesson.course_id.in_(courses),
        Lesson.held_on <= today,
        Lesson.cancelled_at.is_(None),
        Lesson.topic == "",
    )
    return session.scalar(query) or 0
