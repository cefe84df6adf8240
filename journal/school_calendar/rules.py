"""The school's calendar: which year, which period, is it a school day (R-SETUP, R-FINALWINDOW)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Protocol, TypeVar

import holidays

FIRST_MONTH = 9
SUNDAY = 6


class Dated(Protocol):
    """Anything from one day to another, both included."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""


class DatedPeriod(Dated, Protocol):
    """A period: a row of the table, or dates that are only proposed."""

    @property
    def kind(self) -> str:
        """One of quarter, trimester, half, year."""


class DatedHoliday(Dated, Protocol):
    """Days without lessons, for everyone or for one parallel."""

    @property
    def parallel(self) -> int | None:
        """The parallel that alone is free, or None."""


AnyPeriod = TypeVar("AnyPeriod", bound=DatedPeriod)


def find_academic_year(on: date) -> int:
    """Return the calendar year in which the school year of *on* began; in summer, of the year just ended."""
    return on.year if on.month >= FIRST_MONTH else on.year - 1


def is_within(on: date, span: Dated) -> bool:
    """Tell whether the day lies in the span, its ends included."""
    return span.starts_on <= on <= span.ends_on


def first_day_of_last_week(starts_on: date, ends_on: date, days_off: Collection[date] = ()) -> date:
    """R-FINALWINDOW: the first school day of a period's last week with lessons, not before the period itself.

    Sundays and *days_off* have no lessons; of a period without any lessons it is the last week itself.
    """
    days = (ends_on - timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    last = next((day for day in days if day.weekday() < SUNDAY and day not in days_off), ends_on)
    monday = max(starts_on, last - timedelta(days=last.weekday()))
    week = (monday + timedelta(days=n) for n in range((last - monday).days + 1))
    return next((day for day in week if day not in days_off), monday)


@cache
def find_public_days(starts_on: date, ends_on: date) -> frozenset[date]:
    """The country's days off, moved ones included: asked for a year again and again, they never change."""
    return frozenset(list_public_holidays(starts_on, ends_on))


def list_days_off(year: Dated, breaks: Iterable[DatedHoliday]) -> frozenset[date]:
    """The days of a year without lessons in the whole school: holidays of all and the country's days off."""
    rests = [rest for rest in breaks if rest.parallel is None]
    return find_public_days(year.starts_on, year.ends_on) | {
        rest.starts_on + timedelta(days=n)
        for rest in rests
        for n in range((rest.ends_on - rest.starts_on).days + 1)
    }


def list_public_holidays(starts_on: date, ends_on: date) -> dict[date, str]:
    """Return the country's days off, moved ones included, with their Russian names."""
    years = range(starts_on.year, ends_on.year + 1)
    days = holidays.country_holidays("RU", years=years, language="ru")
    return {day: name for day, name in sorted(days.items()) if starts_on <= day <= ends_on}


def is_school_day(
    day: date,
    *,
    week_days: int,
    breaks: Iterable[DatedHoliday],
    public: Collection[date] = (),
    parallel: int | None = None,
) -> bool:
    """Tell whether *parallel* has lessons on *day* (without one: whether most classes have).

    *week_days* is 5 or 6; *public* are the country's days off.
    """
    if day.weekday() >= week_days or day in public:
        return False
    return not any(is_within(day, rest) for rest in breaks if rest.parallel in (None, parallel))


def find_period(on: date, periods: Iterable[AnyPeriod], kind: str) -> AnyPeriod | None:
    """Return the period of *kind* that holds the day, or None in the holidays."""
    return next((period for period in periods if period.kind == kind and is_within(on, period)), None)


def find_current_period(on: date, periods: Iterable[AnyPeriod], kind: str) -> AnyPeriod | None:
    """Return the period of *kind* to open on the day *on*: the last one begun, else the first, else None."""
    own = sorted((period for period in periods if period.kind == kind), key=lambda each: each.starts_on)
    begun = [period for period in own if period.starts_on <= on]
    return begun[-1] if begun else next(iter(own), None)
