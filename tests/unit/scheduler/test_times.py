"""When jobs are due: by the school's day, in any Russian zone (R-SCHEDULER)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from journal.scheduler.times import Daily, Every

RUSSIAN_ZONES = (
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
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("name", RUSSIAN_ZONES)
def test_a_daily_job_is_due_at_the_school_s_own_midnight(name: str) -> None:
    zone = ZoneInfo(name)
    midnight = datetime(2026, 11, 21, tzinfo=zone)
    daily = Daily(time(0, 0))
    assert daily.find_latest(midnight, zone) == midnight
    assert daily.find_latest(midnight - SECOND, zone) == midnight - timedelta(days=1)
    assert daily.find_latest(midnight + timedelta(hours=23, minutes=59), zone) == midnight


def test_a_daily_job_waits_for_its_time_of_the_day() -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    due = datetime(2026, 11, 21, 3, 0, tzinfo=zone)
    assert Daily(time(3, 0)).find_latest(due - SECOND, zone) == due - timedelta(days=1)
    assert Daily(time(3, 0)).find_latest(due, zone) == due


def test_a_day_of_25_hours_has_one_midnight() -> None:
    zone = ZoneInfo("Europe/Moscow")  # winter time came back on 26 October 2014
    midnight = datetime(2014, 10, 26, tzinfo=zone)
    late = datetime(2014, 10, 26, 19, 59, 59, tzinfo=UTC)
    assert Daily(time(0, 0)).find_latest(late, zone) == midnight


@pytest.mark.parametrize(
    ("moment", "due"),
    [("10:00:00", "10:00"), ("10:14:59", "10:00"), ("10:15:00", "10:15"), ("00:00:01", "00:00")],
)
def test_a_repeated_job_is_due_at_the_last_quarter(moment: str, due: str) -> None:
    now = datetime.fromisoformat(f"2026-11-21T{moment}+00:00")
    found = Every(15).find_latest(now, ZoneInfo("Asia/Yekaterinburg"))
    assert found == datetime.fromisoformat(f"2026-11-21T{due}:00+00:00")
