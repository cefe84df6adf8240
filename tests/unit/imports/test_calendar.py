"""R-SETUP: the offered year, its editing, and the days of a timetable's lessons."""

from datetime import date
from typing import Any

import pytest

from journal.imports.calendar import KEY, ask_calendar, list_lesson_days, resolve_validity
from journal.imports.questions import list_open, propose_answers
from journal.imports.timetable import Validity


def proposal() -> dict[str, Any]:
    _, question = ask_calendar(2026, [], {})
    proposed: dict[str, Any] = propose_answers([question], {})[KEY]
    return proposed


def test_the_year_is_offered_with_quarters_half_years_and_holidays() -> None:
    year, question = ask_calendar(2026, [], {})
    assert (year.starts_on, year.ends_on, year.school_week) == (date(2026, 9, 1), date(2027, 8, 31), 5)
    assert [(p.kind, p.number) for p in year.periods] == [
        ("quarter", 1), ("quarter", 2), ("quarter", 3), ("quarter", 4), ("half", 1), ("half", 2), ("year", 1),
    ]  # fmt: skip
    assert year.holidays[0].name == "Осенние каникулы"
    assert list_open([question], {}) == [question]
    assert list_open([question], {KEY: question.proposed}) == []


def test_edited_days_are_taken_over() -> None:
    answer = proposal()
    answer["periods"][0]["ends_on"] = "24.10.2026"
    answer["holidays"] = [
        *answer["holidays"],
        {"name": "Карантин", "starts_on": "2027-02-01", "ends_on": "2027-02-07"},
        {},
    ]
    answer["school_week"] = "6"
    year, question = ask_calendar(2026, [], {KEY: answer})
    assert list_open([question], {KEY: answer}) == []
    assert year.periods[0].ends_on == date(2026, 10, 24)
    assert ("Карантин", date(2027, 2, 1)) in [(h.name, h.starts_on) for h in year.holidays]
    assert year.school_week == 6


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("ends_on", "", "unreadable"),
        ("ends_on", "потом", "unreadable"),
        ("ends_on", "2026-08-31", "order"),
        ("starts_on", "2025-09-01", "outside"),
        ("ends_on", "2026-11-05", "overlap"),
    ],
)
def test_bad_days_keep_the_question_open(field: str, value: str, code: str) -> None:
    answer = proposal()
    answer["periods"][0][field] = value
    _, question = ask_calendar(2026, [], {KEY: answer})
    assert [trouble["code"] for trouble in question.data["trouble"]] == [code]
    assert list_open([question], {KEY: answer}) == [question]


@pytest.mark.parametrize("answer", [{}, {"periods": "никаких"}, {"periods": []}, {"periods": [1, None]}])
def test_a_year_without_periods_is_refused(answer: dict[str, Any]) -> None:
    _, question = ask_calendar(2026, [], {KEY: answer})
    assert list_open([question], {KEY: answer}) == [question]


def test_how_long_a_timetable_holds_in_this_year() -> None:
    year, _ = ask_calendar(2026, [], {})
    assert resolve_validity(Validity(2026, ("half", 1)), year) == (date(2026, 9, 1), date(2026, 12, 30))
    assert resolve_validity(Validity(2026, ("quarter", 3)), year) == (date(2027, 1, 11), date(2027, 3, 26))
    assert resolve_validity(Validity(2026), year) == (date(2026, 9, 1), date(2027, 5, 26))
    assert resolve_validity(Validity(2026, ("trimester", 1)), year) == (date(2026, 9, 1), date(2027, 5, 26))
    days = date(2026, 10, 1), date(2026, 10, 8)
    assert resolve_validity(Validity(None, dates=days), year) == days


def test_lessons_leave_out_holidays_and_the_country_s_days_off() -> None:
    year, _ = ask_calendar(2026, [], {})
    wednesdays = list_lesson_days(date(2026, 9, 1), date(2026, 12, 30), 3, year=year, parallel=5)
    assert wednesdays[:2] == [date(2026, 9, 2), date(2026, 9, 9)]
    assert date(2026, 10, 28) not in wednesdays  # autumn holidays
    assert date(2026, 11, 4) not in wednesdays  # День народного единства
    assert len(wednesdays) == 16
    assert list_lesson_days(date(2026, 9, 1), date(2026, 12, 30), 6, year=year, parallel=5) == []
    first = list_lesson_days(date(2027, 2, 8), date(2027, 2, 28), 2, year=year, parallel=1)
    fifth = list_lesson_days(date(2027, 2, 8), date(2027, 2, 28), 2, year=year, parallel=5)
    assert (first, fifth) == ([date(2027, 2, 9)], [date(2027, 2, 9), date(2027, 2, 16)])
