"""Reading final marks and the periods that they belong to."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from journal.errors import NotFound
from journal.locks.rules import FinalPeriod
from journal.models import (
    Amendment,
    Course,
    CoursePart,
    FinalMark,
    FinalWindow,
    ParallelPeriods,
    Period,
    SchoolClass,
)
from journal.school_calendar.queries import find_last_week, is_period_of

KINDS = (
    select(ParallelPeriods.kind)
    .join(
        SchoolClass,
        (SchoolClass.parallel == ParallelPeriods.parallel) & (SchoolClass.year_id == ParallelPeriods.year_id),
    )
    .join(CoursePart, CoursePart.class_id == SchoolClass.id)
    .where(CoursePart.course_id == bindparam("course_id"))
)
WINDOWS = (
    select(Period, FinalWindow)
    .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
    .where(Period.year_id == bindparam("year_id"), or_(Period.kind == "year", Period.kind.in_(KINDS)))
)
FINALS_OF_PUPILS = select(FinalMark.pupil_id, FinalMark.period_id, FinalMark.value).where(
    FinalMark.subject_id == bindparam("subject_id"),
    FinalMark.period_id.in_(bindparam("period_ids", expanding=True)),
    FinalMark.pupil_id.in_(bindparam("pupil_ids", expanding=True)),
)


def list_course_windows(session: Session, course: Course) -> list[tuple[Period, FinalWindow | None]]:
    """The periods of a course with their windows: those of its classes' parallels, the year at the end."""
    rows = session.execute(WINDOWS, {"course_id": course.id, "year_id": course.year_id})
    return sorted(
        ((period, window) for period, window in rows),
        key=lambda row: (row[0].kind == "year", row[0].starts_on),
    )


def list_course_periods(session: Session, course: Course) -> list[Period]:
    """The periods of a course: those of its classes' parallels in their order, and the year at the end."""
    return [period for period, _window in list_course_windows(session, course)]


def get_course_period(session: Session, course: Course, period_id: int) -> Period:
    """A period of a course, or `NotFound`."""
    for period in list_course_periods(session, course):
        if period.id == period_id:
            return period
    raise NotFound()


def list_class_windows(
    session: Session, school_class: SchoolClass
) -> list[tuple[Period, FinalWindow | None]]:
    """The periods of a class with their windows: those of its parallel's kind, the year at the end."""
    rows = session.execute(
        select(Period, FinalWindow)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .where(is_period_of(school_class))
    )
    return sorted(
        ((period, window) for period, window in rows),
        key=lambda row: (row[0].kind == "year", row[0].starts_on),
    )


def get_class_period(session: Session, class_id: int, period_id: int) -> Period:
    """A period of a class, or `NotFound`."""
    school_class = session.get(SchoolClass, class_id)
    for period, _window in list_class_windows(session, school_class) if school_class else ():
        if period.id == period_id:
            return period
    raise NotFound()


def list_class_courses(session: Session, class_id: int, subject_id: int) -> list[Course]:
    """The courses of a subject in which a class takes part."""
    return list(
        session.scalars(
            select(Course)
            .where(Course.subject_id == subject_id)
            .where(Course.id.in_(select(CoursePart.course_id).where(CoursePart.class_id == class_id)))
            .order_by(Course.id)
        )
    )


def view_period(
    period: Period, window: FinalWindow | None, archived_at: datetime | None = None
) -> FinalPeriod:
    """A period as the rules of the locks see it; a certified journal closes what was open (R-CLOSED)."""
    closings = (window.closed_at if window else None, archived_at)
    return FinalPeriod(
        kind=period.kind,
        number=period.number,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        opened_at=window.opened_at if window else None,
        closed_at=min((moment for moment in closings if moment), default=None),
        opens_on=(window.opens_on if window else None) or find_last_week(period),
    )


def find_final(session: Session, *, pupil_id: int, subject_id: int, period_id: int) -> FinalMark | None:
    """The final mark of a pupil in a subject and period, whichever course set it."""
    return session.scalar(
        select(FinalMark).where(
            FinalMark.pupil_id == pupil_id,
            FinalMark.subject_id == subject_id,
            FinalMark.period_id == period_id,
        )
    )


def list_finals(
    session: Session, *, subject_id: int, period_ids: Iterable[int], pupil_ids: Iterable[int]
) -> dict[tuple[int, int], str]:
    """Final marks of pupils in a subject by (pupil, period)."""
    sought = {"subject_id": subject_id, "period_ids": list(period_ids), "pupil_ids": list(pupil_ids)}
    return {(row.pupil_id, row.period_id): row.value for row in session.execute(FINALS_OF_PUPILS, sought)}


def find_last_amendment(
    session: Session, *, pupil_id: int, subject_id: int, period_id: int
) -> Amendment | None:
    """The last change of a final mark."""
    return session.scalar(
        select(Amendment)
        .where(
            Amendment.kind == "final",
            Amendment.pupil_id == pupil_id,
            Amendment.subject_id == subject_id,
            Amendment.period_id == period_id,
        )
        .order_by(Amendment.id.desc())
        .limit(1)
    )
