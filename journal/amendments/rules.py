"""When people are at work, as the history sees it: what is changed outside of these hours is worth a look."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

# Assumed: a school's working day, by its own clock; lessons of the second shift end before it does.
WORK_BEGINS, WORK_ENDS = time(7), time(20)
FIVE_DAYS = 5
Span = tuple[datetime, datetime]


def is_out_of_hours(moment: datetime, zone: tzinfo, *, school_week: int = FIVE_DAYS) -> bool:
    """Whether a moment lies in an evening, a night or a weekend of the school."""
    local = moment.astimezone(zone)
    return local.weekday() >= school_week or not WORK_BEGINS <= local.time() < WORK_ENDS


def list_hours_off(since: date, until: date, zone: tzinfo, *, school_week: int = FIVE_DAYS) -> Iterator[Span]:
    """The evenings with their nights, and the weekends, of the days *since*…*until*, as moments in UTC.

    From each working day's end, or the first midnight, to the next working day's beginning, or to the last
    midnight.
    """
    begun = datetime.combine(since, time(), zone)
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        if day.weekday() < school_week:
            yield begun.astimezone(UTC), datetime.combine(day, WORK_BEGINS, zone).astimezone(UTC)
            begun = datetime.combine(day, WORK_ENDS, zone)
    yield begun.astimezone(UTC), end_of_day(until, zone)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The school's midnight after a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def count_days_late(held_on: date, made_at: datetime, zone: tzinfo) -> int:
    """How many days after a lesson's day a change of it was made; 0 on the day or before it (R-SAMEDAY)."""
    return max(0, (made_at.astimezone(zone).date() - held_on).days)
