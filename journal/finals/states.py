"""How the pages of a period stand at its end: what is missing, what has gaps, who confirmed (R-PERIODEND)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.courses.overview import list_class_courses
from journal.day.queries import LACKS_SOMETHING
from journal.finals.confirmations import Confirmed, list_class_confirmations, list_course_confirmations
from journal.finals.expected import read_expectations, select_classes
from journal.finals.missing import list_taught_classes, list_teachers, name_teacher
from journal.finals.pages import list_pages
from journal.models import Course, Homework, Lesson, Period
from journal.school import get_year


class CourseState(NamedTuple):
    """A course at a period's end: final marks that are missing, lessons that lack something."""

    course_id: int
    title: str
    teachers: Sequence[str]
    missing: int
    gaps: int
    confirmed: Confirmed | None


class ClassState(NamedTuple):
    """A class at a period's end."""

    id: int
    name: str
    confirmed: Confirmed | None
    courses: Sequence[CourseState]

    @property
    def missing(self) -> int:
        """The final marks that all its courses owe."""
        return sum(course.missing for course in self.courses)

    @property
    def gaps(self) -> int:
        """The lessons that lack something."""
        return sum(course.gaps for course in self.courses)

    @property
    def confirmed_courses(self) -> int:
        """How many of its pages are confirmed."""
        return sum(course.confirmed is not None for course in self.courses)


@dataclass(frozen=True)
class PageFacts:
    """What is known of all pages of a period, by course."""

    teachers: Mapping[int, Sequence[str]]
    gaps: Mapping[int, int]
    confirmed: Mapping[int, Confirmed]

    def describe(self, course_id: int, title: str, missing: int) -> CourseState:
        """The state of one page."""
        return CourseState(
            course_id,
            title,
            self.teachers.get(course_id, ()),
            missing,
            self.gaps.get(course_id, 0),
            self.confirmed.get(course_id),
        )


def list_class_states(
    session: Session, period: Period, *, today: date, class_ids: Collection[int] | None = None
) -> list[ClassState]:
    """The classes of a period, or these of them, with all their pages; year 1 has pages without marks."""
    expectations = read_expectations(session, period, today=today, class_ids=class_ids)
    missing = Counter((one.class_id, one.course_id) for one in expectations.missing())
    facts = read_facts(session, period, today)
    confirmed = list_class_confirmations(session, period)
    classes = session.scalars(select_classes(period, class_ids)).all()
    of_class: Mapping[int, list[CourseState]] = defaultdict(list)
    for row in list_class_courses(session, get_year(session, period.year_id), [one.id for one in classes]):
        state = facts.describe(row.course_id, row.subject, missing[row.class_id, row.course_id])
        of_class[row.class_id].append(state)
    return [ClassState(one.id, one.name, confirmed.get(one.id), of_class[one.id]) for one in classes]


def list_own_states(session: Session, period: Period, *, person_id: int, today: date) -> list[CourseState]:
    """The pages of a period that a person teaches, unmarked ones too."""
    on = max(period.starts_on, min(period.ends_on, today))
    pages = list_pages(session, [period.id], person_id=person_id, on=on)
    class_ids = list_taught_classes(session, person_id, on)
    expectations = read_expectations(session, period, today=today, class_ids=class_ids)
    missing = Counter(one.course_id for one in expectations.missing())
    facts = read_facts(session, period, today)
    return [facts.describe(page.course_id, page.title, missing[page.course_id]) for page in pages]


def read_facts(session: Session, period: Period, today: date) -> PageFacts:
    """Read teachers, gaps and confirmations of a period's pages."""
    teachers = {
        course_id: [name_teacher(person) for person in people]
        for course_id, people in list_teachers(session, period, today).items()
    }
    return PageFacts(teachers, count_gaps(session, period, today), list_course_confirmations(session, period))


def count_gaps(session: Session, period: Period, today: date) -> Mapping[int, int]:
    """The lessons of a period up to a day that lack topic, homework or entries, by course."""
    rows = session.execute(
        select(Lesson.course_id, func.count(Lesson.id))
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(
            Course.year_id == period.year_id,
            Lesson.held_on.between(period.starts_on, min(period.ends_on, today)),
            Lesson.cancelled_at.is_(None),
            LACKS_SOMETHING,
        )
        .group_by(Lesson.course_id)
    )
    return {course_id: count for course_id, count in rows}  # noqa: C416 - rows aren't pairs
