"""The one place that asks the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import time_machine

from journal import clock


def test_the_moment_is_aware_and_in_utc() -> None:
    with time_machine.travel(datetime(2026, 9, 14, 20, 30, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 9, 14, 20, 30, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


def test_today_is_the_schools_day() -> None:
    with time_machine.travel(datetime(2026, 9, 14, 20, 30, tzinfo=UTC), tick=False):
        assert clock.today("Europe/Moscow") == date(2026, 9, 14)
        assert clock.today("Asia/Kamchatka") == date(2026, 9, 15)
        assert clock.today(ZoneInfo("Asia/Yekaterinburg")) == date(2026, 9, 15)
