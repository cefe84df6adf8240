"""Evenings, nights and weekends by the school's own clock, and how late a change came."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.amendments.rules import count_days_late, end_of_day, is_out_of_hours, list_hours_off

ZONE = ZoneInfo("Asia/Yekaterinburg")
MONDAY = date(2026, 11, 16)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "school_week", "is_off"),
    [
        (local(20, 12), 5, False),
        (local(20, 6, 59), 5, True),
        (local(20, 7), 5, False),
        (local(20, 19, 59), 5, False),
        (local(20, 20), 5, True),
        (local(21, 12), 5, True),
        (local(21, 12), 6, False),
        (local(22, 12), 6, True),
        (datetime(2026, 11, 19, 20, 0, tzinfo=UTC), 5, True),
    ],
)
def test_what_is_out_of_hours(moment: datetime, school_week: int, is_off: bool) -> None:
    assert is_out_of_hours(moment, ZONE, school_week=school_week) is is_off


@given(
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 41 * 24 * 60 - 1),
    st.sampled_from([5, 6]),
    st.sampled_from(["Asia/Yekaterinburg", "Europe/Kaliningrad", "Asia/Kamchatka", "Europe/Berlin"]),
)
def test_the_spans_are_just_the_moments_out_of_hours(
    first: int, length: int, minute: int, school_week: int, zone_name: str
) -> None:
    """The list for the database says the same as the question about one moment."""
    zone = ZoneInfo(zone_name)
    since = date(2026, 10, 10) + timedelta(days=first)
    until = since + timedelta(days=length)
    moment = datetime(2026, 10, 10, tzinfo=zone).astimezone(UTC) + timedelta(minutes=minute)
    is_asked = since <= moment.astimezone(zone).date() <= until
    spans = list_hours_off(since, until, zone, school_week=school_week)
    found = any(begin <= moment < end for begin, end in spans)
    assert found == (is_asked and is_out_of_hours(moment, zone, school_week=school_week))


def test_the_end_of_a_day_is_the_school_s_midnight() -> None:
    assert end_of_day(MONDAY, ZONE) == datetime(2026, 11, 16, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made_at", "days"),
    [(local(15, 12), 0), (local(16, 23, 59), 0), (local(17, 0), 1), (local(30, 9), 14)],
)
def test_days_late(made_at: datetime, days: int) -> None:
    assert count_days_late(MONDAY, made_at.astimezone(UTC), ZONE) == days
