"""When letters come, and what is worth telling (R-INFORM)."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.notices.rules import (
    AT_ONCE,
    DAILY,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    ON_PAGE,
    WAYS,
    WEEKLY,
    News,
    Quiet,
    Told,
    compute_mail_time,
    compute_pause,
    fold,
)

ZONE = ZoneInfo("Asia/Yekaterinburg")
USUAL = Quiet()
times = st.times().map(lambda at: at.replace(tzinfo=None))
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("way", "now", "expected"),
    [
        (AT_ONCE, "11-20 12:00", "11-20 12:00"),
        (AT_ONCE, "11-20 20:59", "11-20 20:59"),
        (AT_ONCE, "11-20 21:00", "11-21 07:00"),
        (AT_ONCE, "11-21 00:10", "11-21 07:00"),
        (AT_ONCE, "11-21 07:00", "11-21 07:00"),
        (DAILY, "11-20 12:00", "11-20 17:00"),
        (DAILY, "11-20 17:00", "11-21 17:00"),
        (DAILY, "11-20 23:00", "11-21 17:00"),
        (WEEKLY, "11-16 12:00", "11-20 17:00"),
        (WEEKLY, "11-20 16:59", "11-20 17:00"),
        (WEEKLY, "11-20 17:00", "11-27 17:00"),
        (WEEKLY, "11-21 12:00", "11-27 17:00"),
    ],
)
def test_when_a_letter_may_go(way: str, now: str, expected: str) -> None:
    assert compute_mail_time(way, at(now), quiet=USUAL, zone=ZONE) == at(expected)


def test_what_stays_on_the_page_has_no_moment() -> None:
    assert compute_mail_time(ON_PAGE, at("11-20 12:00"), quiet=USUAL, zone=ZONE) is None


@given(way=st.sampled_from([way for way in WAYS if way != ON_PAGE]), now=moments, since=times, until=times)
def test_no_letter_ever_goes_in_quiet_hours(way: str, now: datetime, since: time, until: time) -> None:
    quiet = Quiet(since, until)
    moment = compute_mail_time(way, now, quiet=quiet, zone=ZONE)
    assert moment is not None
    assert now <= moment <= now + timedelta(days=9)
    assert not quiet.covers(moment.astimezone(ZONE).time())


def test_equal_ends_mean_no_quiet_hours() -> None:
    quiet = Quiet(time(8), time(8))
    assert not any(quiet.covers(time(hour)) for hour in range(24))


def test_pauses_grow_and_end() -> None:
    pauses = [compute_pause(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[1], pauses[-1]) == (timedelta(minutes=1), timedelta(minutes=2), LONGEST_PAUSE)
    assert timedelta(days=2) < sum(pauses, timedelta()) < timedelta(days=5)


@pytest.mark.parametrize(
    ("told", "news", "expected"),
    [
        (None, News("", "5"), News("", "5")),
        (None, News("", ""), None),
        (Told("", "5", has_arrived=False), News("5", "4"), News("", "4")),
        (Told("", "5", has_arrived=False), News("5", ""), None),
        (Told("", "5", has_arrived=True), News("5", "4"), News("5", "4")),
        (Told("", "5", has_arrived=True), News("5", ""), News("5", "")),
        (Told("", "5", has_arrived=True), News("4", "5"), None),
        (Told("3", "4", has_arrived=False), News("4", "3"), None),
    ],
)
def test_a_person_is_told_what_the_person_does_not_know(
    told: Told | None, news: News, expected: News | None
) -> None:
    assert fold(told, news) == expected


@given(values=st.lists(st.sampled_from(["", "3", "4", "5"]), min_size=2), data=st.data())
def test_the_last_value_is_known_in_the_end(values: list[str], data: st.DataObject) -> None:
    """Whatever is corrected and whenever somebody looks, the last that one reads is what stands."""
    told: Told | None = None
    known = values[0]
    for before, after in pairwise(values):
        news = fold(told, News(before, after))
        if news:
            told = Told(news.before, news.after, has_arrived=False)
        elif told and not told.has_arrived:
            told = Told(after, after, has_arrived=True)
        if told and data.draw(st.booleans()):
            told = Told(told.before, told.after, has_arrived=True)
            known = told.after
    if told:
        assert told.after == values[-1]
    else:
        assert known == values[-1]
