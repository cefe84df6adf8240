"""The country's working days with its moved days, in a week of five or of six days (R-ONEDAY)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
SIX_DAYS = 6
MOVED_FROM = re.compile(r"перенесено с (\d\d)\.(\d\d)\.(\d{4})")
OBSERVED = "(выходной)"


def is_working_day(day: date, *, week_days: int) -> bool:
    """Whether people work on *day* where the week has *week_days* working days, 5 or 6.

    A day off moved away from a Saturday is moved only where Saturday is a day off (article 112 of the Labour
    Code moves the days off that coincide with holidays); and so is a Saturday worked instead of another day.
    """
    calendar = read_calendar(day.year)
    if day in calendar.off:
        return week_days == SIX_DAYS and is_moved_from_saturday(day, calendar.off)
    return day.weekday() < week_days or day in calendar.worked


def next_working_day(after: date, *, week_days: int) -> date:
    """The first working day after *after*."""
    day = after + ONE_DAY
    while not is_working_day(day, week_days=week_days):
        day += ONE_DAY
    return day


def is_moved_from_saturday(day: date, off: Mapping[date, str]) -> bool:
    """Whether *day* is a day off only because a Saturday was a holiday, or was worked instead."""
    name = off[day]
    moved = MOVED_FROM.search(name)
    if moved:
        day_of_month, month, year = map(int, moved.groups())
        return date(year, month, day_of_month).weekday() == SATURDAY
    return name.endswith(OBSERVED) and day - ONE_DAY not in off


class ProductionCalendar:
    """The days of a year off work, with their names, and the days of its weekends that are worked."""

    def __init__(self, year: int) -> None:
        self.off = holidays.country_holidays("RU", years=year, language="ru")
        self.worked = frozenset(self.off.weekend_workdays)


@cache
def read_calendar(year: int) -> ProductionCalendar:
    """The calendar of a year: reading it takes long enough to do it once."""
    return ProductionCalendar(year)
