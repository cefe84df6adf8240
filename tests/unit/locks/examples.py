"""What the tests of the lock rules share: the regulation's limits, the zones of Russia, short ways to ask."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from journal.locks.rules import Attempt, FinalCell, GrantView, LessonCell, Limits

LIMITS = Limits(lock_days=14, final_lock_days=7, ahead_days=14, warn_days=3)
TEACHER, SOMEONE = 7, 8
CELL = LessonCell(lesson_id=1, pupil_id=2)
OTHER_CELL = LessonCell(lesson_id=1, pupil_id=3)
FINAL = FinalCell(pupil_id=2, subject_id=5, period_id=1)
RUSSIAN_ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Kaliningrad",
        "Europe/Moscow",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Omsk",
        "Asia/Krasnoyarsk",
        "Asia/Irkutsk",
        "Asia/Yakutsk",
        "Asia/Vladivostok",
        "Asia/Magadan",
        "Asia/Kamchatka",
    )
]
SECOND = timedelta(seconds=1)
YEKATERINBURG = ZoneInfo("Asia/Yekaterinburg")


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return 00:00 of *day* in *zone*, as a moment in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def attempt(now: datetime, *grants: GrantView, zone: tzinfo = YEKATERINBURG) -> Attempt:
    """Return the teacher's attempt at the moment *now*."""
    return Attempt(person_id=TEACHER, now=now, zone=zone, grants=grants)


def attempt_on(day: date, *grants: GrantView, hour: int = 10) -> Attempt:
    """Return the teacher's attempt at an hour of a day in Yekaterinburg."""
    return attempt(datetime.combine(day, time(hour), tzinfo=YEKATERINBURG), *grants)
