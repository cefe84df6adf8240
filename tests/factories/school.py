"""A school's year with its periods, holidays, bells and work types, as a new school is offered them."""

from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from journal.models import AcademicYear, Bell, Holiday, ParallelPeriods, Period, School, WorkType
from journal.school_calendar import proposals


def make_year(session: Session, today: date) -> AcademicYear:
    """The academic year around a day (and the school itself, if it isn't there)."""
    if session.query(School).first() is None:
        session.add(
            School(name="МБОУ «Средняя общеобразовательная школа села Ключи»", short_name="Школа села Ключи")
        )
    first = today.year if today.month >= 9 else today.year - 1
    year = AcademicYear(starts_on=date(first, 9, 1), ends_on=date(first + 1, 8, 31))
    session.add(year)
    session.flush()
    session.add_all(Period(year_id=year.id, **asdict(p)) for p in proposals.propose_periods(first))
    session.add_all(Holiday(year_id=year.id, **asdict(h)) for h in proposals.propose_holidays(first))
    session.add_all(Bell(year_id=year.id, **asdict(b)) for b in proposals.propose_bells())
    session.add_all(
        WorkType(year_id=year.id, position=number, **asdict(kind))
        for number, kind in enumerate(proposals.WORK_TYPES, start=1)
    )
    session.add_all(
        ParallelPeriods(year_id=year.id, parallel=n, kind=proposals.propose_period_kind(n))
        for n in range(1, 12)
    )
    session.flush()
    return year
