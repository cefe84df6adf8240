"""The final marks of one course in one period beside their proposals, without words and markup."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.courses.roster import Stay
from journal.entries.rules import count_missing_marks
from journal.entries.sheet_rows import list_pupil_rows
from journal.entries.summaries import compute_lessons_a_week
from journal.entries.sums import Statistics, compute_statistics
from journal.entries.symbols import MISSED
from journal.finals.expected import StandingFinal, compute_counting_day
from journal.finals.proposals import list_proposals
from journal.finals.rules import Proposal, is_different
from journal.models import AcademicYear, Attendance, Course, FinalMark, Lesson, Period

NOTHING = StandingFinal("", None)


@dataclass(frozen=True)
class FinalRow:
    """A pupil's line: what stands, what is proposed, how many current marks are missing (R-MINMARKS)."""

    pupil_id: int
    name: str
    has_left: bool
    final: StandingFinal
    proposal: Proposal
    is_different: bool
    missing_marks: int
    missed: int
    earlier: Sequence[str]


@dataclass(frozen=True)
class CourseFinals:
    """The page: its lines, the earlier periods shown beside, statistics, and how often each symbol stands."""

    rows: Sequence[FinalRow]
    earlier: Sequence[Period]
    statistics: Statistics
    counts: Mapping[str, int]

    @property
    def empty(self) -> int:
        """How many final marks are missing."""
        return self.counts.get("", 0)


def get_course_finals(
    session: Session,
    course: Course,
    year: AcademicYear,
    period: Period,
    periods: Sequence[Period],
    today: date,
) -> CourseFinals:
    """Read the finals of a course; pupils who left before the counting day are shown but not counted."""
    pupils = list_pupil_rows(session, course.id, period.starts_on, period.ends_on)
    ids = [pupil.pupil_id for pupil in pupils]
    earlier = [
        one for one in periods if one.kind != "year" and one.id != period.id and one.ends_on <= period.ends_on
    ]
    finals = _list_standing(session, course, [period.id, *(one.id for one in earlier)], ids)
    proposals = list_proposals(session, period, year, pupil_ids=ids, subject_ids=[course.subject_id])
    a_week = count_lessons_a_week(session, course, period)
    missed = _count_missed(session, course, period)
    on = compute_counting_day(period, today)
    rows = []
    for pupil in pupils:
        key = pupil.pupil_id, course.subject_id
        final = finals.get((pupil.pupil_id, period.id), NOTHING)
        proposal = proposals[key]
        rows.append(
            FinalRow(
                pupil_id=pupil.pupil_id,
                name=pupil.name,
                has_left=not is_there(pupil.stays, on),
                final=final,
                proposal=proposal,
                is_different=course.marking == "fives" and is_different(final.value, proposal),
                missing_marks=find_missing_marks(course, period, year, proposal.count, a_week),
                missed=missed.get(pupil.pupil_id, 0),
                earlier=[finals.get((pupil.pupil_id, one.id), NOTHING).value for one in earlier],
            )
        )
    return _count(rows, earlier)


def is_there(stays: Iterable[Stay], on: date) -> bool:
    """Whether a pupil is on the roster of the counting day."""
    return any(stay.covers(on) for stay in stays)


def find_missing_marks(
    course: Course, period: Period, year: AcademicYear, count: int, lessons_a_week: float
) -> int:
    """R-MINMARKS: how many current marks are missing for a period mark in fives; a year has its periods."""
    if course.marking != "fives" or period.kind == "year":
        return 0
    return count_missing_marks(
        count,
        lessons_a_week=lessons_a_week,
        min_marks=year.min_marks,
        min_marks_weekly=year.min_marks_weekly,
    )


def count_lessons_a_week(session: Session, course: Course, period: Period) -> float:
    """How often a course meets in a period, to the half lesson."""
    lessons = session.scalar(
        select(func.count(Lesson.id)).where(
            Lesson.course_id == course.id,
            Lesson.held_on.between(period.starts_on, period.ends_on),
            Lesson.cancelled_at.is_(None),
        )
    )
    return compute_lessons_a_week(lessons or 0, period.starts_on, period.ends_on)


def _list_standing(
    session: Session, course: Course, period_ids: Collection[int], pupil_ids: Collection[int]
) -> Mapping[tuple[int, int], StandingFinal]:
    """The final marks in the course's subject by (pupil, period)."""
    rows = session.execute(
        select(FinalMark.pupil_id, FinalMark.period_id, FinalMark.value, FinalMark.filled_by).where(
            FinalMark.subject_id == course.subject_id,
            FinalMark.period_id.in_(period_ids),
            FinalMark.pupil_id.in_(pupil_ids),
        )
    )
    return {(row.pupil_id, row.period_id): StandingFinal(row.value, row.filled_by) for row in rows}


def _count_missed(session: Session, course: Course, period: Period) -> Mapping[int, int]:
    """The lessons that each pupil missed in the period."""
    rows = session.execute(
        select(Attendance.pupil_id, func.count())
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .where(
            Lesson.course_id == course.id,
            Lesson.held_on.between(period.starts_on, period.ends_on),
            Lesson.cancelled_at.is_(None),
            Attendance.code.in_([str(code) for code in MISSED]),
        )
        .group_by(Attendance.pupil_id)
    )
    return {pupil_id: count for pupil_id, count in rows}  # noqa: C416 - rows aren't pairs


def _count(rows: Sequence[FinalRow], earlier: Sequence[Period]) -> CourseFinals:
    counted = Counter(row.final.value for row in rows if not row.has_left)
    return CourseFinals(rows, earlier, compute_statistics(counted.elements()), counted)
