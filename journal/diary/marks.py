"""Marks by subject over a period, as a family reads them (R-DIARY)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from journal.diary.queries import ON_ROSTER
from journal.entries.sums import Absences, compute_weighted_mean, count_absences
from journal.models import (
    AcademicYear,
    Attendance,
    Course,
    Enrolment,
    FinalMark,
    Lesson,
    LessonColumn,
    Mark,
    Period,
    SchoolClass,
    Subject,
    WorkType,
)
from journal.outside_marks.queries import list_given
from journal.school_calendar.queries import list_class_periods
from journal.school_calendar.rules import Dated


@dataclass(frozen=True)
class DatedMark:
    """A mark with its day, its kind of work and its weight; *paper* is that of another organisation."""

    value: int
    held_on: date
    work_type: str
    weight: Decimal
    paper: str = ""


@dataclass
class SubjectMarks:
    """A subject's line: marks in order of time, absences, final marks by period."""

    subject: str
    marks: list[DatedMark] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    finals: dict[int, str] = field(default_factory=dict)

    @property
    def mean(self) -> Decimal | None:
        """The weighted mean of the period."""
        return compute_weighted_mean((mark.value, mark.weight) for mark in self.marks)

    @property
    def absences(self) -> Absences:
        """The lessons missed in the period."""
        return count_absences(self.codes)


def list_periods(session: Session, pupil_id: int, today: date) -> list[Period]:
    """The periods of the pupil's class of today, or of the last class; the year at the end."""
    school_class = session.scalar(
        select(SchoolClass)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.starts_on <= today)
        .order_by(Enrolment.starts_on.desc())
        .limit(1)
    )
    if school_class is None:
        return []
    return list_class_periods(session, school_class)


def list_pupil_years(session: Session, pupil_id: int) -> list[AcademicYear]:
    """The years in which the pupil was in a class, the newest first (R-DIARY: all years of the journal)."""
    return list(
        session.scalars(
            select(AcademicYear)
            .join(SchoolClass, SchoolClass.year_id == AcademicYear.id)
            .join(Enrolment, Enrolment.class_id == SchoolClass.id)
            .where(Enrolment.pupil_id == pupil_id)
            .distinct()
            .order_by(AcademicYear.starts_on.desc())
        )
    )


def list_subject_marks(
    session: Session, pupil_id: int, period: Dated, periods: Sequence[Period]
) -> list[SubjectMarks]:
    """Every subject that the pupil had in a period, with its marks, absences and the year's final marks."""
    subjects: dict[int, SubjectMarks] = {}
    for subject_id, name, code in session.execute(
        select(Subject.id, Subject.name, Attendance.code)
        .select_from(Lesson)
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .outerjoin(Attendance, and_(Attendance.lesson_id == Lesson.id, Attendance.pupil_id == pupil_id))
        .where(
            Lesson.held_on.between(period.starts_on, period.ends_on),
            Lesson.cancelled_at.is_(None),
            ON_ROSTER,
        )
        .order_by(Subject.position, Subject.name),
        {"pupil_id": pupil_id},
    ):
        line = subjects.setdefault(subject_id, SubjectMarks(name))
        if code:
            line.codes.append(code)
    _add_outside(session, pupil_id, period, subjects)
    _add_marks(session, pupil_id, period, subjects)
    _add_finals(session, pupil_id, periods, subjects)
    return list(subjects.values())


def _add_outside(session: Session, pupil_id: int, period: Dated, subjects: dict[int, SubjectMarks]) -> None:
    """Put the marks of other organisations before those of the period's lessons (R-NEWCOMER)."""
    given = list_given(session, pupil_ids=[pupil_id], starts_on=period.starts_on, ends_on=period.ends_on)
    for one in given:
        if one.subject_id not in subjects:
            subjects[one.subject_id] = SubjectMarks(session.get_one(Subject, one.subject_id).name)
        paper = f"{one.organisation}, № {one.number}"
        subjects[one.subject_id].marks.append(DatedMark(one.value, one.dated_on, "", one.weight, paper))


def _add_marks(session: Session, pupil_id: int, period: Dated, subjects: dict[int, SubjectMarks]) -> None:
    """Add the marks of the period; a subject that the pupil no longer has keeps a line of its own."""
    for subject_id, name, value, held_on, work_type, weight in session.execute(
        select(Subject.id, Subject.name, Mark.value, Lesson.held_on, WorkType.name, LessonColumn.weight)
        .join(Course, Course.subject_id == Subject.id)
        .join(Lesson, Lesson.course_id == Course.id)
        .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
        .join(Mark, Mark.column_id == LessonColumn.id)
        .join(WorkType, WorkType.id == LessonColumn.work_type_id)
        .where(Mark.pupil_id == pupil_id, Lesson.held_on.between(period.starts_on, period.ends_on))
        .order_by(Lesson.held_on, Lesson.number, LessonColumn.position)
    ):
        line = subjects.setdefault(subject_id, SubjectMarks(name))
        line.marks.append(DatedMark(value, held_on, work_type, weight))


def _add_finals(
    session: Session, pupil_id: int, periods: Sequence[Period], subjects: dict[int, SubjectMarks]
) -> None:
    """Add the final marks of all the year's periods."""
    for subject_id, name, period_id, value in session.execute(
        select(Subject.id, Subject.name, FinalMark.period_id, FinalMark.value)
        .join(Subject, Subject.id == FinalMark.subject_id)
        .where(FinalMark.pupil_id == pupil_id, FinalMark.period_id.in_([period.id for period in periods]))
    ):
        subjects.setdefault(subject_id, SubjectMarks(name)).finals[period_id] = value
