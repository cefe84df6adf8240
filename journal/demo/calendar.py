"""The demo school's year: periods, holidays, bells, work types, and on which days there are lessons."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from journal.demo.rows import Rows
from journal.models import AcademicYear, Bell, Holiday, ParallelPeriods, Period, School, WorkType
from journal.school_calendar.proposals import (
    WORK_TYPES,
    BellTimes,
    HolidayDates,
    PeriodDates,
    propose_bells,
    propose_holidays,
    propose_period_kind,
    propose_periods,
)
from journal.school_calendar.rules import find_academic_year, is_school_day, list_public_holidays

TIME_ZONE = "Asia/Yekaterinburg"
SCHOOL = {
    "name": "Муниципальное общеобразовательное учреждение «Ольховская средняя общеобразовательная школа»",
    "short_name": "Ольховская СОШ",
    "settlement": "село Ольховка",
    "region": "Свердловская область",
    "time_zone": TIME_ZONE,
}
SCHOOL_WEEK = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DemoPeriod:
    """A period with its id."""

    id: int
    dates: PeriodDates


@dataclass(frozen=True)
class Calendar:
    """The lessons' year around *today*; entries reach up to the day before."""

    today: date
    year_id: int
    starts_on: date
    ends_on: date
    periods: tuple[DemoPeriod, ...]
    holidays: tuple[HolidayDates, ...]
    bells: dict[int, BellTimes]
    work_types: dict[str, tuple[int, Decimal]]

    def list_school_days(self, parallel: int) -> list[date]:
        """The days of the whole year on which a parallel has lessons."""
        public = list_public_holidays(self.starts_on, self.ends_on)
        span = (self.ends_on - self.starts_on).days + 1
        return [
            day
            for day in (self.starts_on + ONE_DAY * number for number in range(span))
            if is_school_day(
                day, week_days=SCHOOL_WEEK, breaks=self.holidays, public=public, parallel=parallel
            )
        ]

    def list_periods(self, parallel: int) -> list[DemoPeriod]:
        """The periods of a parallel's kind, in order."""
        return [each for each in self.periods if each.dates.kind == propose_period_kind(parallel)]

    @property
    def whole_year(self) -> DemoPeriod:
        """The period that is the year."""
        return next(each for each in self.periods if each.dates.kind == "year")

    def moment(self, day: date, number: int, minutes: int) -> datetime:
        """So many minutes after the lesson of that number begins, never past the evening of the day."""
        start = datetime.combine(day, self.bells[number].starts_at, tzinfo=ZoneInfo(TIME_ZONE))
        return min(start + timedelta(minutes=minutes), local_moment(day, time(21, 0))).astimezone(UTC)


def local_moment(day: date, at: time) -> datetime:
    """A moment of the school's wall clock, in UTC."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(TIME_ZONE)).astimezone(UTC)


def add_calendar(rows: Rows, today: date) -> Calendar:
    """Add the school and its academic year around *today*, in summer the year just ended."""
    rows.add(School, **SCHOOL)
    begins = find_academic_year(today)
    proposals = propose_periods(begins)
    whole = proposals[-1]
    year_id = rows.add(
        AcademicYear, starts_on=date(begins, 9, 1), ends_on=date(begins + 1, 8, 31), school_week=SCHOOL_WEEK
    )
    periods = tuple(DemoPeriod(rows.add(Period, year_id=year_id, **vars(each)), each) for each in proposals)
    for parallel in range(1, 12):
        rows.add_keyed(
            ParallelPeriods, year_id=year_id, parallel=parallel, kind=propose_period_kind(parallel)
        )
    holidays = tuple(propose_holidays(begins))
    for rest in holidays:
        rows.add(Holiday, year_id=year_id, **vars(rest))
    bells = {bell.number: bell for bell in propose_bells()}
    for bell in bells.values():
        rows.add_keyed(Bell, year_id=year_id, **vars(bell))
    work_types = {}
    for position, default in enumerate(WORK_TYPES, start=1):
        key = rows.add(WorkType, year_id=year_id, position=position, **vars(default))
        work_types[default.name] = (key, default.weight)
    return Calendar(today, year_id, whole.starts_on, whole.ends_on, periods, holidays, bells, work_types)
