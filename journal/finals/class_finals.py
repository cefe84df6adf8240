"""A class's final marks of a period on one sheet: pupils down, subjects across, and how the class stands.

Beside every cell stands what the program proposes (R-OBJECTIVE).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from journal.entries.sums import Statistics, compute_statistics
from journal.entries.symbols import FINALS
from journal.finals.expected import Expectations, PupilLine, StandingFinal, read_expectations
from journal.finals.proposals import Key, list_proposals
from journal.finals.rules import (
    NO_PROPOSAL,
    Category,
    ClassResult,
    Proposal,
    compute_class_result,
    find_category,
    is_different,
)
from journal.models import Period, SchoolClass, Subject
from journal.school import get_year


@dataclass(frozen=True)
class SubjectColumn:
    """A subject of the class: how it is marked, its courses, statistics, and how often each symbol stands."""

    subject: Subject
    marking: str
    course_ids: Sequence[int]
    statistics: Statistics
    counts: Mapping[str, int]

    @property
    def missing(self) -> int:
        """How many final marks are still owed."""
        return self.counts.get("", 0)


class ClassCell(NamedTuple):
    """A pupil's final mark in a subject, empty for a missing one, beside its proposal."""

    value: str
    filled_by: int | None
    proposal: Proposal

    @property
    def is_different(self) -> bool:
        """Whether the mark that stands differs from its proposal."""
        return is_different(self.value, self.proposal)


@dataclass(frozen=True)
class ClassRow:
    """A pupil's line: a cell for every subject, None for one that the pupil doesn't have."""

    pupil: PupilLine
    finals: Sequence[ClassCell | None]
    category: Category | None


@dataclass(frozen=True)
class ClassFinals:
    """The sheet of a class."""

    columns: Sequence[SubjectColumn]
    rows: Sequence[ClassRow]
    result: ClassResult
    missing: int

    def list_symbols(self) -> list[str]:
        """The symbols that are counted below the sheet: those of its markings, rare ones where they stand."""
        usual = ("5", "4", "3", "2", "н/а", "осв.")
        known = dict.fromkeys(symbol for marking in ("fives", "credit") for symbol in FINALS[marking])
        return [
            symbol
            for symbol in known
            if symbol in usual or any(column.counts.get(symbol) for column in self.columns)
        ]

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
    proposals = list_proposals(
        session,
        period,
        get_year(session, period.year_id),
        pupil_ids={pupil.pupil_id for pupil in expectations.pupils},
        subject_ids=[column.subject.id for column in columns if column.marking == "fives"],
    )
    rows = [_build_row(pupil, columns, expectations, owners, proposals) for pupil in expectations.pupils]
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
    return SubjectColumn(subject, marking, course_ids, compute_statistics(symbols), Counter(symbols))


def _build_row(
    pupil: PupilLine,
    columns: Sequence[SubjectColumn],
    expectations: Expectations,
    owners: Mapping[tuple[int, int], int],
    proposals: Mapping[Key, Proposal],
) -> ClassRow:
    """One pupil's line; a final that stands is shown even where the pupil no longer has the subject."""
    finals: list[ClassCell | None] = []
    for column in columns:
        key = pupil.pupil_id, column.subject.id
        standing = expectations.finals.get(key) or (EMPTY if key in owners else None)
        proposal = proposals[key] if column.marking == "fives" else NO_PROPOSAL
        finals.append(ClassCell(*standing, proposal) if standing else None)
    category = (
        None
        if pupil.has_left
        else find_category(final.value or None for final in finals if final is not None)
    )
    return ClassRow(pupil, finals, category)
