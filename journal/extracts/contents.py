"""What an extract tells, in a fixed number of queries: marks, absences, homework, finals, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.diary.marks import SubjectMarks, list_periods, list_subject_marks
from journal.diary.queries import LESSONS
from journal.diary.week import LessonRow
from journal.homework.rules import is_no_homework
from journal.models import Amendment, AmendmentText, Course, Lesson, Period, Subject
from journal.sheets.words import shorten_period

CORRECTED = ("mark", "attendance")


@dataclass(frozen=True)
class FullSpan:
    """The days of an extract, both ends included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Correction:
    """A symbol that was changed after the previous extract had told of its lesson."""

    held_on: date
    subject: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Task:
    """Homework: the day of its lesson, the subject and what was set."""

    set_on: date
    subject: str
    text: str


@dataclass(frozen=True)
class Contents:
    """All that an extract tells of a pupil in a span of days; `periods` names the columns of final marks."""

    span: FullSpan
    subjects: Sequence[SubjectMarks]
    periods: Sequence[tuple[int, str]]
    tasks: Sequence[Task]
    corrections: Sequence[Correction]


def get_contents(
    session: Session,
    *,
    pupil_id: int,
    span: FullSpan,
    subject: str | None = None,
    former: tuple[datetime, FullSpan] | None = None,
) -> Contents:
    """Read what an extract tells; of one subject only where *subject* names it.

    *former* is the moment and the days of the previous extract: what changed since in those days is told.
    """
    periods = list_periods(session, pupil_id, span.ends_on)
    lines = list_subject_marks(session, pupil_id, span, periods)
    tasks = _list_tasks(session, pupil_id, span)
    corrections = _list_corrections(session, pupil_id, *former) if former else []
    return Contents(
        span=span,
        subjects=[line for line in lines if subject in (None, line.subject)],
        periods=_name_begun(periods, span.ends_on),
        tasks=[task for task in tasks if subject in (None, task.subject)],
        corrections=[one for one in corrections if subject in (None, one.subject)],
    )


def _name_begun(periods: Sequence[Period], today: date) -> list[tuple[int, str]]:
    """The periods that have begun: later ones can hold no final mark yet."""
    return [
        (period.id, shorten_period(period.kind, period.number))
        for period in periods
        if period.starts_on <= today
    ]


def _list_tasks(session: Session, pupil_id: int, span: FullSpan) -> list[Task]:
    """The homework that the lessons of these days set, in their order."""
    values = {"pupil_id": pupil_id, "first": span.starts_on, "last": span.ends_on}
    rows = [LessonRow(*row) for row in session.execute(LESSONS, values)]
    rows.sort(key=lambda row: (row.held_on, row.number))
    return [
        Task(row.held_on, row.subject, row.homework)
        for row in rows
        if row.homework and not is_no_homework(row.homework)
    ]


def _list_corrections(session: Session, pupil_id: int, told_at: datetime, told: FullSpan) -> list[Correction]:
    """What was changed since the previous extract in the lessons that it told of, in order of the changes."""
    rows = session.execute(
        select(Lesson.held_on, Subject.name, Amendment.before, Amendment.after, AmendmentText.content)
        .join(Lesson, Lesson.id == Amendment.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .outerjoin(AmendmentText, AmendmentText.digest == Amendment.reason)
        .where(
            Amendment.pupil_id == pupil_id,
            Amendment.kind.in_(CORRECTED),
            Amendment.made_at > told_at,
            Lesson.held_on.between(told.starts_on, told.ends_on),
        )
        .order_by(Amendment.id)
    )
    return [
        Correction(held_on, name, before, after, text or "") for held_on, name, before, after, text in rows
    ]
