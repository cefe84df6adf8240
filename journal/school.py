"""The school of this database and its day."""

from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.errors import NoSchool, NotFound
from journal.models import AcademicYear, School

CACHE = "school"


def get_school(session: Session) -> School:
    """The one school; `NoSchool` before `journal init` or `journal demo`. Asked once a transaction."""
    if CACHE not in session.info:
        school = session.scalar(select(School).limit(1))
        if school is None:
            raise NoSchool()
        session.info[CACHE] = school
    return cast(School, session.info[CACHE])


def school_zone(session: Session) -> ZoneInfo:
    """The school's own time zone."""
    return ZoneInfo(get_school(session).time_zone)


def school_today(session: Session) -> date:
    """Today in the school's own time zone."""
    return clock.today(get_school(session).time_zone)


def find_year(session: Session, on: date) -> AcademicYear | None:
    """The academic year of a day; in summer the year that just ended; None where none was set up."""
    return session.scalar(
        select(AcademicYear)
        .where(AcademicYear.starts_on <= on)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    )


def get_year(session: Session, year_id: int) -> AcademicYear:
    """An academic year by its id, or `NotFound`."""
    year = session.get(AcademicYear, year_id)
    if year is None:
        raise NotFound()
    return year


def list_years(session: Session) -> list[AcademicYear]:
    """All years, the newest first."""
    return list(session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())))


def choose_day(session: Session, year_id: int | None) -> date:
    """The day that a page of a chosen year shows: today, or the last day of a past year.

    A year that is none, or hasn't begun, is answered with today.
    """
    today = school_today(session)
    year = session.get(AcademicYear, year_id) if year_id is not None else None
    return min(today, year.ends_on) if year and year.starts_on <= today else today
