"""What a new school year is offered with: periods, holidays, bells, work types. **Assumed**, editable."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, repeat

from journal.school_calendar.rules import list_public_holidays

ONE_DAY = timedelta(days=1)
LAST_QUARTER_PARALLEL = 9
DEFAULT_LESSONS = 8
LESSON_MINUTES = 45  # 35 in the autumn of year 1
FIRST_BELL = time(8, 30)
BREAK_MINUTES = (10, 20, 20)  # then ten minutes each


@dataclass(frozen=True)
class PeriodDates:
    """A proposed period, first and last day included."""

    kind: str
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class HolidayDates:
    """Proposed days without lessons, first and last included."""

    name: str
    starts_on: date
    ends_on: date
    parallel: int | None = None


@dataclass(frozen=True)
class BellTimes:
    """When the lesson of a number begins and ends."""

    number: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class WorkTypeDefault:
    """A kind of work with its weight."""

    name: str
    short_name: str
    weight: Decimal


WORK_TYPES = tuple(
    WorkTypeDefault(name, short_name, Decimal(weight))
    for name, short_name, weight in (
        ("ответ на уроке", "отв", "1"),
        ("домашняя работа", "д/р", "1"),
        ("самостоятельная работа", "с/р", "2"),
        ("проверочная работа", "п/р", "2"),
        ("тест", "тест", "2"),
        ("практическая работа", "пр", "2"),
        ("лабораторная работа", "л/р", "2"),
        ("словарный диктант", "сл/д", "1.5"),
        ("диктант", "дикт", "3"),
        ("изложение", "изл", "3"),
        ("сочинение", "соч", "3"),
        ("проект", "проект", "3"),
        ("зачёт", "зач", "3"),
        ("контрольная работа", "к/р", "4"),
        ("административная работа, ВПР", "ВПР", "4"),
        ("экзамен", "экз", "5"),
    )
)


def propose_period_kind(parallel: int) -> str:
    """Return the kind of period that a parallel lives by: quarters up to year 9, then half-years."""
    return "quarter" if parallel <= LAST_QUARTER_PARALLEL else "half"


def propose_quarters(year: int) -> list[PeriodDates]:
    """Return the four quarters of the school year that begins in *year*.

    They begin on 1 September, the first Monday of November, after the New Year's days off and on the first
    Monday of April. Nine days are free before the Mondays.
    """
    autumn, spring = find_first_monday(date(year, 11, 1)), find_first_monday(date(year + 1, 4, 1))
    days_off = list_public_holidays(date(year, 9, 1), date(year + 1, 5, 31))
    winter = date(year + 1, 1, 9)
    while winter.weekday() > 4 or winter in days_off:
        winter += ONE_DAY
    first = date(year, 9, 1)
    while first.weekday() > 5:
        first += ONE_DAY
    ends = (
        autumn - timedelta(days=10),
        find_last_weekday(date(year, 12, 30)),
        spring - timedelta(days=10),
        find_last_weekday(date(year + 1, 5, 26)),
    )
    starts = (first, autumn, winter, spring)
    return [
        PeriodDates("quarter", number, starts_on, ends_on)
        for number, (starts_on, ends_on) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def propose_periods(year: int) -> list[PeriodDates]:
    """Return quarters, half-years and the year itself of the school year that begins in *year*."""
    quarters = propose_quarters(year)
    return [
        *quarters,
        PeriodDates("half", 1, quarters[0].starts_on, quarters[1].ends_on),
        PeriodDates("half", 2, quarters[2].starts_on, quarters[3].ends_on),
        PeriodDates("year", 1, quarters[0].starts_on, quarters[3].ends_on),
    ]


def propose_holidays(year: int) -> list[HolidayDates]:
    """Return the holidays between the quarters, and the extra week of year 1 in mid-February."""
    quarters = propose_quarters(year)
    names = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы")
    between = [
        HolidayDates(name, before.ends_on + ONE_DAY, after.starts_on - ONE_DAY)
        for name, before, after in zip(names, quarters, quarters[1:], strict=False)
    ]
    middle = date(year + 1, 2, 15)
    monday = middle - timedelta(days=middle.weekday())
    extra = HolidayDates("Дополнительные каникулы", monday, monday + timedelta(days=6), parallel=1)
    return sorted([*between, extra], key=lambda rest: rest.starts_on)


def propose_bells(lessons: int = DEFAULT_LESSONS, minutes: int = LESSON_MINUTES) -> list[BellTimes]:
    """Return the bells of a day: from 8:30, with breaks of 10, 20, 20 and then 10 minutes."""
    bells: list[BellTimes] = []
    moment = datetime.combine(date.min, FIRST_BELL)
    breaks = chain(BREAK_MINUTES, repeat(10))
    for number in range(1, lessons + 1):
        end = moment + timedelta(minutes=minutes)
        bells.append(BellTimes(number, moment.time(), end.time()))
        moment = end + timedelta(minutes=next(breaks))
    return bells


def find_first_monday(day: date) -> date:
    """Return the first Monday on *day* or after it."""
    return day + timedelta(days=-day.weekday() % 7)


def find_last_weekday(day: date) -> date:
    """Return *day*, or the Friday before it at a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
