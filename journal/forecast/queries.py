"""Reading the marks that a forecast rests on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.forecast.rules import GivenMark, WorkKind
from journal.models import Course, Lesson, LessonColumn, Mark, Period, Subject, WorkType
from journal.outside_marks.queries import list_given


@dataclass(frozen=True)
class SubjectName:
    """A subject with its key."""

    id: int
    name: str


def list_work_kinds(
    session: Session, year_id: int, subject_ids: Collection[int]
) -> dict[int, list[WorkKind]]:
    """The kinds of work that subjects have used this year, in the school's order: advice names no others."""
    kinds: dict[int, list[WorkKind]] = defaultdict(list)
    rows = session.execute(
        select(Course.subject_id, WorkType.name, WorkType.weight)
        .join(Lesson, Lesson.course_id == Course.id)
        .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
        .join(WorkType, WorkType.id == LessonColumn.work_type_id)
        .where(Course.year_id == year_id, Course.subject_id.in_(subject_ids))
        .group_by(Course.subject_id, WorkType.name, WorkType.weight, WorkType.position)
        .order_by(WorkType.position)
    )
    for subject_id, name, weight in rows:
        kinds[subject_id].append(WorkKind(name, weight))
    return kinds


def list_pupil_marks(session: Session, pupil_id: int, period: Period) -> dict[SubjectName, list[GivenMark]]:
    """The marks of a pupil in a period by subject, subjects in the school's order."""
    marks: dict[SubjectName, list[GivenMark]] = defaultdict(list)
    rows = session.execute(
        select(Subject.id, Subject.name, Mark.value, LessonColumn.weight, Lesson.held_on)
        .join(Course, Course.subject_id == Subject.id)
        .join(Lesson, Lesson.course_id == Course.id)
        .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
        .join(Mark, Mark.column_id == LessonColumn.id)
        .where(
            Mark.pupil_id == pupil_id,
            Lesson.cancelled_at.is_(None),
            Lesson.held_on.between(period.starts_on, period.ends_on),
        )
        .order_by(Subject.position, Subject.name, Lesson.held_on, Lesson.number)
    )
    for subject_id, name, value, weight, held_on in rows:
        marks[SubjectName(subject_id, name)].append(GivenMark(value, weight, held_on))
    given = list_given(session, pupil_ids=[pupil_id], starts_on=period.starts_on, ends_on=period.ends_on)
    names = {one.id: one for one in marks}
    for one in reversed(given):
        subject = names.get(one.subject_id)
        if subject is None:
            subject = SubjectName(one.subject_id, session.get_one(Subject, one.subject_id).name)
            names[one.subject_id] = subject
        marks[subject].insert(0, GivenMark(one.value, one.weight, one.counts_from))
    return marks


def list_group_marks(
    session: Session, subject_id: int, pupil_ids: Collection[int], period: Period
) -> dict[int, list[GivenMark]]:
    """The marks of several pupils in a subject and period, whichever course gave them."""
    marks: dict[int, list[GivenMark]] = defaultdict(list)
    rows = session.execute(
        select(Mark.pupil_id, Mark.value, LessonColumn.weight, Lesson.held_on)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(
            Mark.pupil_id.in_(pupil_ids),
            Course.subject_id == subject_id,
            Lesson.cancelled_at.is_(None),
            Lesson.held_on.between(period.starts_on, period.ends_on),
        )
        .order_by(Lesson.held_on, Lesson.number)
    )
    for pupil_id, value, weight, held_on in rows:
        marks[pupil_id].append(GivenMark(value, weight, held_on))
    given = list_given(session, pupil_ids=pupil_ids, starts_on=period.starts_on, ends_on=period.ends_on)
    for one in reversed(given):
        if one.subject_id == subject_id:
            marks[one.pupil_id].insert(0, GivenMark(one.value, one.weight, one.counts_from))
    return marks
