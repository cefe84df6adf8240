"""A class's final marks of a period on one sheet: pupils down, subjects across, and how the class stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from journal.entries.sums import Statistics, compute_statistics
from journal.entries.symbols import RELEASED
from journal.finals.expected import Expectations, PupilLine, StandingFinal, read_expectations
from journal.finals.rules import Category, ClassResult, compute_class_result, find_category
from journal.models import Period, SchoolClass, Subject


@dataclass(frozen=True)
class SubjectColumn:
    """A subject of the class: how it is marked, its course, its statistics, and how much is missing."""

    subject: Subject
    marking: str
    course_ids: Sequence[int]
    statistics: Statistics
    released: int
    missing: int


@dataclass(frozen=True)
class ClassRow:
    """A pupil's line: a final for every subject, None for one that the pupil doesn't have."""

    pupil: PupilLine
    finals: Sequence[StandingFinal | None]
    category: Category | None


@dataclass(frozen=True)
class ClassFinals:
    """The sheet of a class."""

    columns: Sequence[SubjectColumn]
    rows: Sequence[ClassRow]
    result: ClassResult
    missing: int

    def list_categories(self) -> list[tuple[Category, list[ClassRow]]]:
        """The categories that occur, the best first, with their pupils."""
        return [
            (category, found)
            for category in Category
            if (found := [row for row in self.rows if row.category == category])
        ]


EMPTY = StandingFinal("", None)


def get_class_finals(session: Session, school_class: SchoolClass, period: Period, today: date) -> ClassFinals:
    """Read the sheet of a class in a period."""
    expectations = read_expectations(session, period, today=today, class_ids=[school_class.id])
    owners = {(one.pupil_id, one.subject_id): one.course_id for one in expectations.expected}
    columns = _build_columns(expectations, owners)
    rows = [_build_row(pupil, columns, expectations, owners) for pupil in expectations.pupils]
    counted = [row for row in rows if not row.pupil.has_left]
    return ClassFinals(
        columns=columns,
        rows=rows,
        result=compute_class_result(
            [final.value or None for final in row.finals if final is not None] for row in counted
        ),
        missing=sum(column.missing for column in columns),
    )


def _build_columns(expectations: Expectations, owners: Mapping[tuple[int, int], int]) -> list[SubjectColumn]:
    """The subjects in the order of the curriculum, those first that have courses."""
    courses = list(expectations.courses.values())
    subjects = {course.subject_id: course.subject for course in courses}
    return [
        _build_column(
            subject,
            [course.id for course in courses if course.subject_id == subject_id],
            next(course.marking for course in courses if course.subject_id == subject_id),
            [expectations.finals.get(key, EMPTY).value for key in owners if key[1] == subject_id],
        )
        for subject_id, subject in subjects.items()
    ]


def _build_column(
    subject: Subject, course_ids: Sequence[int], marking: str, symbols: Sequence[str]
) -> SubjectColumn:
    counts = Counter(symbols)
    return SubjectColumn(
        subject=subject,
        marking=marking,
        course_ids=course_ids,
        statistics=compute_statistics(symbols),
        released=counts[RELEASED],
        missing=counts[""],
    )


def _build_row(
    pupil: PupilLine,
    columns: Sequence[SubjectColumn],
    expectations: Expectations,
    owners: Mapping[tuple[int, int], int],
) -> ClassRow:
    """One pupil's line; a final that stands is shown even where the pupil no longer has the subject."""
    finals = []
    for column in columns:
        key = pupil.pupil_id, column.subject.id
        standing = expectations.finals.get(key)
        finals.append(standing or (EMPTY if key in owners else None))
    category = (
        None
        if pupil.has_left
        else find_category(final.value or None for final in finals if final is not None)
    )
    return ClassRow(pupil, finals, category)
