"""Proposals for final marks, read for many pupils and subjects at once (R-OBJECTIVE, R-MINMARKS)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.finals.rules import (
    NO_PROPOSAL,
    Proposal,
    Thresholds,
    propose_mean_mark,
    propose_period_mark,
)
from journal.models import AcademicYear, Course, FinalMark, Lesson, LessonColumn, Mark, Period
from journal.outside_marks.queries import list_given

Key = tuple[int, int]
"""A pupil and a subject."""


def get_thresholds(year: AcademicYear) -> Thresholds:
    """The thresholds of an academic year."""
    return Thresholds(year.mean_for_three, year.mean_for_four, year.mean_for_five)


def list_proposals(
    session: Session,
    period: Period,
    year: AcademicYear,
    *,
    pupil_ids: Collection[int],
    subject_ids: Collection[int],
) -> Mapping[Key, Proposal]:
    """What is proposed to each pupil in each subject: of a period by its marks, of the year by its periods.

    Sums are the subject's, whichever course gave the marks.
    """
    if period.kind == "year":
        finals = _list_period_finals(session, year, pupil_ids, subject_ids)
        found = {key: propose_mean_mark(symbols) for key, symbols in finals.items()}
    else:
        thresholds = get_thresholds(year)
        marks = list_current_marks(session, period, pupil_ids=pupil_ids, subject_ids=subject_ids)
        found = {key: propose_period_mark(pairs, thresholds) for key, pairs in marks.items()}
    return defaultdict(lambda: NO_PROPOSAL, found)


def list_current_marks(
    session: Session, period: Period, *, pupil_ids: Collection[int], subject_ids: Collection[int]
) -> Mapping[Key, list[tuple[int, Decimal]]]:
    """The (mark, weight) pairs of pupils in subjects over a period, those of other organisations included."""
    rows = session.execute(
        select(Mark.pupil_id, Course.subject_id, Mark.value, LessonColumn.weight, func.count())
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(
            Mark.pupil_id.in_(pupil_ids),
            Course.subject_id.in_(subject_ids),
            Course.year_id == period.year_id,
            Lesson.held_on.between(period.starts_on, period.ends_on),
            Lesson.cancelled_at.is_(None),
        )
        .group_by(Mark.pupil_id, Course.subject_id, Mark.value, LessonColumn.weight)
    )
    found: dict[Key, list[tuple[int, Decimal]]] = defaultdict(list)
    for pupil_id, subject_id, value, weight, count in rows:
        found[pupil_id, subject_id] += [(value, weight)] * count
    days = {"starts_on": period.starts_on, "ends_on": period.ends_on}
    for given in list_given(session, pupil_ids=pupil_ids, **days):
        if given.subject_id in subject_ids:
            found[given.pupil_id, given.subject_id].append((given.value, given.weight))
    return found


def _list_period_finals(
    session: Session, year: AcademicYear, pupil_ids: Collection[int], subject_ids: Collection[int]
) -> Mapping[Key, list[str]]:
    """The final marks of the parts of a year."""
    rows = session.execute(
        select(FinalMark.pupil_id, FinalMark.subject_id, FinalMark.value)
        .join(Period, Period.id == FinalMark.period_id)
        .where(
            Period.year_id == year.id,
            Period.kind != "year",
            FinalMark.pupil_id.in_(pupil_ids),
            FinalMark.subject_id.in_(subject_ids),
        )
    )
    found: dict[Key, list[str]] = defaultdict(list)
    for pupil_id, subject_id, value in rows:
        found[pupil_id, subject_id].append(value)
    return found
