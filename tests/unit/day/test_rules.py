"""What a lesson lacks, until when, and the tallies of a week and a month (R-SAMEDAY, R-WEEKLY)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.day.rules import (
    Holder,
    LessonRecord,
    Span,
    build_gap_lines,
    count_delay,
    find_month,
    find_week,
    list_parts,
    watch,
)
from journal.locks.rules import Limits

ZONE = ZoneInfo("Asia/Yekaterinburg")
LIMITS = Limits(lock_days=14, final_lock_days=7, ahead_days=14, warn_days=3)
TODAY = date(2026, 11, 20)
FULL = LessonRecord(1, 1, "Математика, 5А", TODAY, 1, True, True, True)
TEACHER = Holder(7, "Иванова М. П.", date(2026, 9, 1), None)


def record(back: int, **values: Any) -> LessonRecord:
    return replace(FULL, held_on=TODAY - timedelta(days=back), **values)


def test_gaps_stand_in_the_order_of_the_lesson() -> None:
    assert FULL.gaps == ()
    assert replace(FULL, has_entries=False, has_topic=False, has_homework=False).gaps == (
        "topic",
        "homework",
        "entries",
    )


@pytest.mark.parametrize(
    ("back", "state"),
    [(1, "open"), (11, "open"), (12, "closing"), (14, "closing"), (15, "closed")],
)
def test_the_state_follows_the_lock(back: int, state: str) -> None:
    (line,) = build_gap_lines([record(back, has_topic=False)], today=TODAY, zone=ZONE, limits=LIMITS)
    assert (line.state, line.last_day) == (state, TODAY + timedelta(days=14 - back))


def test_a_recorded_closing_counts_whatever_the_limit_is() -> None:
    closed = record(5, has_homework=False, closed_at=datetime(2026, 11, 18, 19, tzinfo=UTC))
    (line,) = build_gap_lines([closed], today=TODAY, zone=ZONE, limits=LIMITS)
    assert line.state == "closed"


def test_missing_marks_of_a_closed_lesson_are_no_work_any_more() -> None:
    both = record(20, has_entries=False, has_topic=False)
    only = record(20, has_entries=False)
    (line,) = build_gap_lines([both, only], today=TODAY, zone=ZONE, limits=LIMITS)
    assert line.gaps == ("topic",)


def test_what_closes_soon_stands_first_and_what_is_closed_last() -> None:
    records = [record(back, has_topic=False) for back in (20, 2, 13, 5, 14)]
    lines = build_gap_lines(records, today=TODAY, zone=ZONE, limits=LIMITS)
    assert [(TODAY - line.record.held_on).days for line in lines] == [14, 13, 5, 2, 20]


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({}, 0),
        ({"has_topic": False}, 4),
        # 23:30 at the school on the lesson's own day, then half an hour later
        ({"topic_saved_at": datetime(2026, 11, 16, 18, 30, tzinfo=UTC)}, 0),
        ({"homework_saved_at": datetime(2026, 11, 16, 19, 0, tzinfo=UTC)}, 1),
    ],
)
def test_a_delay_is_counted_to_the_last_entry_or_to_today(values: dict[str, Any], late: int) -> None:
    assert count_delay(record(4, **values), TODAY, ZONE) == late


@pytest.mark.parametrize(
    ("today", "week", "month"),
    [
        (date(2026, 11, 20), (date(2026, 11, 16), date(2026, 11, 19)), date(2026, 11, 1)),
        (date(2026, 11, 23), (date(2026, 11, 16), date(2026, 11, 22)), date(2026, 11, 1)),
        (date(2026, 12, 1), (date(2026, 11, 30), date(2026, 11, 30)), date(2026, 11, 1)),
    ],
)
def test_the_watched_days_end_yesterday(today: date, week: tuple[date, date], month: date) -> None:
    assert find_week(today) == Span(*week)
    assert find_month(today) == Span(month, week[1])


def test_a_lesson_counts_for_the_teacher_of_its_day() -> None:
    left = replace(TEACHER, ends_on=TODAY - timedelta(days=3))
    came = Holder(8, "Петров О. И.", TODAY - timedelta(days=2), None)
    records = [record(back, has_topic=False) for back in (1, 3, 4)]
    lines = watch(records, {1: [left, came]}, today=TODAY, zone=ZONE)
    assert {line.name: line.week.missing["topic"] for line in lines} == {
        "Иванова М. П.": 2,
        "Петров О. И.": 1,
    }


def test_who_was_on_time_has_no_line() -> None:
    assert watch([record(1), record(9)], {1: [TEACHER]}, today=TODAY, zone=ZONE) == []


facts = st.tuples(st.integers(0, 40), st.booleans(), st.booleans(), st.booleans(), st.integers(1, 3))


@given(st.lists(facts))
def test_tallies_agree_with_a_slow_and_obvious_count(drawn: list[tuple[int, bool, bool, bool, int]]) -> None:
    records = [
        record(back, has_topic=topic, has_homework=homework, has_entries=entries, course_id=course_id)
        for back, topic, homework, entries, course_id in drawn
    ]
    holders = {1: [TEACHER], 2: [TEACHER], 3: [Holder(8, "Петров О. И.", date(2026, 9, 1), None)]}
    lines = {line.id: line for line in watch(records, holders, today=TODAY, zone=ZONE)}
    for key, courses in ((7, {1, 2}), (8, {3})):
        for name, span in (("week", find_week(TODAY)), ("month", find_month(TODAY))):
            own = [one for one in records if one.course_id in courses and span.covers(one.held_on)]
            if key not in lines:
                assert all(not one.gaps for one in own)
                continue
            tally = getattr(lines[key], name)
            assert tally.lessons == len(own)
            assert tally.missing["topic"] == len([one for one in own if not one.has_topic])
            assert tally.missing["homework"] == len([one for one in own if not one.has_homework])
            assert tally.missing["entries"] == len([one for one in own if not one.has_entries])
            assert tally.days_late == max([(TODAY - one.held_on).days for one in own if one.gaps], default=0)


@pytest.mark.parametrize(
    ("roles", "is_tutor", "parts"),
    [
        ({"teacher"}, True, ["teacher", "tutor"]),
        ({"deputy", "teacher"}, False, ["teacher", "school"]),
        ({"administrator", "teacher", "parent"}, True, ["teacher", "tutor", "office", "family"]),
        ({"pupil"}, False, ["family"]),
        (set(), False, []),
    ],
)
def test_the_parts_stand_in_the_order_of_the_days_work(
    roles: set[str], is_tutor: bool, parts: list[str]
) -> None:
    assert list_parts(frozenset(roles), is_tutor=is_tutor) == parts
