"""The periods that a class lives by, and the last week of a period."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from journal.models import ParallelPeriods, Period, SchoolClass
from journal.school_calendar.rules import first_day_of_last_week, list_days_off


def is_period_of(school_class: SchoolClass) -> ColumnElement[bool]:
    """The condition that a period is of the class's year, and of its parallel's kind or the whole year."""
    kind = select(ParallelPeriods.kind).where(
        ParallelPeriods.year_id == school_class.year_id,
        ParallelPeriods.parallel == school_class.parallel,
    )
    return and_(
        Period.year_id == school_class.year_id,
        or_(Period.kind == "year", Period.kind == kind.scalar_subquery()),
    )


def list_class_periods(session: Session, school_class: SchoolClass) -> list[Period]:
    """The periods of a class in their order, the year at the end."""
    periods = session.scalars(select(Period).where(is_period_of(school_class)))
    return sorted(periods, key=lambda period: (period.kind == "year", period.starts_on))


def find_last_week(period: Period) -> date:
    """The first school day of a period's last week, as the year's holidays and the country's days off say."""
    days_off = list_days_off(period.year, period.year.holidays)
    return first_day_of_last_week(period.starts_on, period.ends_on, days_off)
