"""What stands beside a pupil's cells: the mean, lessons missed and two hints (R-SURVEY, R-MINMARKS)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from journal.entries.elsewhere import NOTHING, Elsewhere, list_elsewhere
from journal.entries.queries import ColumnPlace
from journal.entries.rules import AttendedLesson, count_missing_marks, is_survey_due
from journal.entries.sums import compute_weighted_mean, count_absences
from journal.entries.symbols import Code
from journal.models import (
    AcademicYear,
    Attendance,
    Course,
    CoursePart,
    Lesson,
    LessonColumn,
    Mark,
    ParallelPeriods,
    Period,
    SchoolClass,
)
from journal.school import school_today

# Too few marks are worth a hint when the period nears its end, not in its first week.
HINT_DAYS = 14


@dataclass(frozen=True)
class Span:
    """The days that a summary covers, what the year asks for, and how often the course meets."""

    starts_on: date
    ends_on: date
    lessons_a_week: float
    year: AcademicYear
    is_marked: bool


@dataclass(frozen=True)
class PupilSummary:
    """The weighted mean, the lessons missed, whether a question is due, how many marks are missing."""

    mean: Decimal | None
    missed: int
    is_survey_due: bool
    missing_marks: int


def build_summary(
    marks: Iterable[tuple[int, Decimal]],
    lessons: Sequence[AttendedLesson],
    span: Span,
    today: date,
    elsewhere: Elsewhere = NOTHING,
) -> PupilSummary:
    """The summary of one pupil from (mark, weight) pairs and the lessons up to today, in order of time.

    *elsewhere* counts too, for the sums are the subject's; a survey is due by this course's lessons only.
    """
    given = [*marks, *elsewhere.marks]
    missing = count_missing_marks(
        len(given),
        lessons_a_week=span.lessons_a_week,
        min_marks=span.year.min_marks,
        min_marks_weekly=span.year.min_marks_weekly,
    )
    is_near_end = today >= span.ends_on - timedelta(days=HINT_DAYS)
    return PupilSummary(
        mean=compute_weighted_mean(given),
        missed=count_absences([*(lesson.attendance for lesson in lessons), *elsewhere.codes]).missed,
        is_survey_due=span.is_marked and is_survey_due(lessons, span.year.survey_lessons),
        missing_marks=missing if span.is_marked and is_near_end else 0,
    )


def compute_lessons_a_week(lessons: int, starts_on: date, ends_on: date) -> float:
    """How many lessons a week a course has, to the half: its lessons over the calendar weeks of a span.

    So eight lessons in a quarter from a Tuesday to a Friday seven weeks later are one a week.
    """
    weeks = (ends_on + timedelta(days=6 - ends_on.weekday()) - starts_on).days // 7 + 1
    return round(2 * lessons / weeks) / 2


def summarise_pupils(
    session: Session, *, place: ColumnPlace, pupil_ids: Collection[int]
) -> dict[int, PupilSummary]:
    """The summaries of some pupils over the period in which a lesson was held."""
    period = find_period_of(session, place)
    starts_on = period.starts_on if period else place.year.starts_on
    ends_on = period.ends_on if period else place.year.ends_on
    today = school_today(session)
    lessons = _list_lessons(session, place.course_id, starts_on, ends_on)
    span = Span(
        starts_on,
        ends_on,
        compute_lessons_a_week(len(lessons), starts_on, ends_on),
        place.year,
        place.marking != "none",
    )
    past = [lesson.id for lesson in lessons if lesson.held_on <= today]
    marks, codes = _read_entries(session, [lesson.id for lesson in lessons], pupil_ids)
    elsewhere = list_elsewhere(
        session,
        course=session.get_one(Course, place.course_id),
        starts_on=starts_on,
        ends_on=ends_on,
        pupil_ids=pupil_ids,
    )
    return {
        pupil_id: build_summary(
            [pair for pairs in marks[pupil_id].values() for pair in pairs],
            [
                AttendedLesson(codes[pupil_id].get(lesson_id), lesson_id in marks[pupil_id])
                for lesson_id in past
            ],
            span,
            today,
            elsewhere.get(pupil_id, NOTHING),
        )
        for pupil_id in pupil_ids
    }


def _list_lessons(
    session: Session, course_id: int, starts_on: date, ends_on: date
) -> Sequence[Row[int, date]]:
    """Key and day of the course's lessons that weren't cancelled, in order of time."""
    return session.execute(
        select(Lesson.id, Lesson.held_on)
        .where(Lesson.course_id == course_id, Lesson.held_on.between(starts_on, ends_on))
        .where(Lesson.cancelled_at.is_(None))
        .order_by(Lesson.held_on, Lesson.number)
    ).all()


def find_period_of(session: Session, place: ColumnPlace) -> Period | None:
    """The period (not the year) of the course's parallel in which the lesson was held."""
    return session.scalar(
        select(Period)
        .join(ParallelPeriods, ParallelPeriods.kind == Period.kind)
        .join(SchoolClass, SchoolClass.parallel == ParallelPeriods.parallel)
        .join(CoursePart, CoursePart.class_id == SchoolClass.id)
        .where(
            CoursePart.course_id == place.course_id,
            Period.year_id == place.year.id,
            ParallelPeriods.year_id == place.year.id,
            Period.starts_on <= place.held_on,
            Period.ends_on >= place.held_on,
        )
        .limit(1)
    )


Marks = dict[int, dict[int, list[tuple[int, Decimal]]]]
Codes = dict[int, dict[int, Code]]


def _read_entries(session: Session, lesson_ids: list[int], pupil_ids: Collection[int]) -> tuple[Marks, Codes]:
    """Marks with their weights and attendance, by pupil and lesson."""
    marks: Marks = defaultdict(lambda: defaultdict(list))
    for pupil_id, lesson_id, value, weight in session.execute(
        select(Mark.pupil_id, LessonColumn.lesson_id, Mark.value, LessonColumn.weight)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .where(LessonColumn.lesson_id.in_(lesson_ids), Mark.pupil_id.in_(pupil_ids))
    ):
        marks[pupil_id][lesson_id].append((value, weight))
    codes: Codes = defaultdict(dict)
    for pupil_id, lesson_id, code in session.execute(
        select(Attendance.pupil_id, Attendance.lesson_id, Attendance.code).where(
            Attendance.lesson_id.in_(lesson_ids), Attendance.pupil_id.in_(pupil_ids)
        )
    ):
        codes[pupil_id][lesson_id] = Code(code)
    return marks, codes
