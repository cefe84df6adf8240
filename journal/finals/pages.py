"""The pages of a period, and which of them still wait for their confirmation (R-PERIODEND)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from journal.courses.roster import holds_on
from journal.finals.queries import view_period
from journal.locks.rules import Limits, compute_window_opening
from journal.models import (
    AcademicYear,
    Course,
    CoursePart,
    CourseTeacher,
    FinalWindow,
    ParallelPeriods,
    Period,
    PeriodConfirmation,
    SchoolClass,
    Tutorship,
)

TAKES_PART = or_(
    Period.kind == "year",
    select(ParallelPeriods.kind)
    .where(
        ParallelPeriods.year_id == SchoolClass.year_id,
        ParallelPeriods.parallel == SchoolClass.parallel,
        ParallelPeriods.kind == Period.kind,
    )
    .exists(),
)


@dataclass(frozen=True)
class DuePeriod:
    """A period whose final marks are open, and the last day on which they are."""

    period: Period
    last_day: date


class PeriodPage(NamedTuple):
    """A course's page in a period; whether it is confirmed, and whether it is the person's own."""

    period_id: int
    course_id: int
    title: str
    is_confirmed: bool
    is_own: bool


class TutoredClass(NamedTuple):
    """A class whose tutor hasn't confirmed a period."""

    period_id: int
    class_id: int
    name: str


def list_due_periods(
    session: Session, year: AcademicYear, limits: Limits, *, today: date, zone: tzinfo
) -> list[DuePeriod]:
    """The periods of a year whose final marks can be entered today, in the order of their ends."""
    # The last school week depends on the year's holidays: read with the periods, never one by one.
    with_holidays = joinedload(Period.year).joinedload(AcademicYear.holidays)
    rows = session.execute(
        select(Period, FinalWindow)
        .options(with_holidays)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .where(
            Period.year_id == year.id,
            Period.ends_on.between(
                today - timedelta(days=limits.final_lock_days), today + timedelta(days=limits.ahead_days)
            ),
        )
        .order_by(Period.ends_on, Period.starts_on.desc())
    ).unique()
    return [
        DuePeriod(period, period.ends_on + timedelta(days=limits.final_lock_days))
        for period, window in rows
        if compute_window_opening(view_period(period, window), zone) <= today
    ]


def list_pages(
    session: Session, period_ids: Collection[int], *, person_id: int, on: date, of_school: bool = False
) -> list[PeriodPage]:
    """The pages that a person teaches on a day, or all *of_school*, unmarked ones too; the youngest first."""
    is_own = Course.id.in_(
        select(CourseTeacher.course_id).where(
            CourseTeacher.person_id == person_id,
            holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, on),
        )
    )
    query = (
        select(Period.id, Course.id, Course.title, func.count(PeriodConfirmation.id), is_own)
        .select_from(Period)
        .join(Course, Course.year_id == Period.year_id)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .join(SchoolClass, SchoolClass.id == CoursePart.class_id)
        .outerjoin(
            PeriodConfirmation,
            and_(PeriodConfirmation.period_id == Period.id, PeriodConfirmation.course_id == Course.id),
        )
        .where(Period.id.in_(period_ids), TAKES_PART)
        .group_by(Period.id, Course.id, Course.title)
        .order_by(func.min(SchoolClass.parallel), Course.title, Course.id)
    )
    rows = session.execute(query if of_school else query.where(is_own))
    return [
        PeriodPage(period_id, course_id, title, bool(count), bool(own))
        for period_id, course_id, title, count, own in rows
    ]


def list_unconfirmed_classes(
    session: Session, period_ids: Collection[int], *, person_id: int, on: date
) -> list[TutoredClass]:
    """The classes of which a person is the tutor on a day and hasn't confirmed a period."""
    rows = session.execute(
        select(Period.id, SchoolClass.id, SchoolClass.parallel, SchoolClass.letter)
        .join(SchoolClass, SchoolClass.year_id == Period.year_id)
        .join(Tutorship, Tutorship.class_id == SchoolClass.id)
        .outerjoin(
            PeriodConfirmation,
            and_(PeriodConfirmation.period_id == Period.id, PeriodConfirmation.class_id == SchoolClass.id),
        )
        .where(
            Period.id.in_(period_ids),
            TAKES_PART,
            Tutorship.person_id == person_id,
            holds_on(Tutorship.starts_on, Tutorship.ends_on, on),
            PeriodConfirmation.id.is_(None),
        )
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    return [
        TutoredClass(period_id, class_id, f"{parallel}{letter}")
        for period_id, class_id, parallel, letter in rows
    ]
