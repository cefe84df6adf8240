"""The school year of an import: the known one, or an offered one whose periods and holidays may be edited."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any, TypeAlias

from journal.imports.drafts import HolidayDraft, PeriodDraft, YearDraft
from journal.imports.people import parse_date
from journal.imports.questions import Answers, Ask, Question
from journal.imports.reading import Timetable
from journal.imports.timetable import Validity
from journal.models import AcademicYear, Holiday, Period
from journal.school_calendar.proposals import propose_holidays, propose_periods
from journal.school_calendar.rules import is_school_day, list_public_holidays

KEY = "calendar"
KINDS = ("quarter", "trimester", "half")
SATURDAY = 6
MAX_HOLIDAYS = 30
MAX_TEXT = 100
PERIOD_FIELDS = ("kind", "number", "starts_on", "ends_on")
HOLIDAY_FIELDS = ("name", "starts_on", "ends_on", "parallel")
PARALLELS = tuple(str(number) for number in range(1, 12))
Row: TypeAlias = dict[str, str]


def known_year(year: AcademicYear, periods: Iterable[Period], holidays: Iterable[Holiday]) -> YearDraft:
    """Return the draft of a year that the school has."""
    return YearDraft(
        id=year.id,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        school_week=year.school_week,
        periods=tuple(PeriodDraft(p.kind, p.number, p.starts_on, p.ends_on) for p in periods),
        holidays=tuple(HolidayDraft(h.name, h.starts_on, h.ends_on, h.parallel) for h in holidays),
    )


def ask_calendar(
    first_year: int, timetables: Iterable[Timetable], answers: Answers
) -> tuple[YearDraft, Question]:
    """Offer the periods and holidays of a new year; return the draft as answered, and the question."""
    timetables = list(timetables)
    saturdays = any(row.weekday == SATURDAY and row.entries for table in timetables for row in table.rows)
    periods = (period for period in propose_periods(first_year) if period.kind in KINDS)
    proposed = {
        "school_week": 6 if saturdays else 5,
        "periods": [_plain(asdict(period)) for period in periods],
        "holidays": [_plain(asdict(holiday)) for holiday in propose_holidays(first_year)],
    }
    answer = answers.get(KEY)
    given = _clean(answer if isinstance(answer, dict) else proposed)
    starts_on, ends_on = date(first_year, 9, 1), date(first_year + 1, 8, 31)
    chosen, period_trouble = _read_periods(given["periods"], starts_on, ends_on)
    holidays, holiday_trouble = _read_holidays(given["holidays"], starts_on, ends_on)
    trouble = [*period_trouble, *holiday_trouble]
    draft = YearDraft(
        None, starts_on, ends_on, int(given["school_week"]), chosen, holidays, _bells(timetables)
    )
    data = {"title": f"{first_year}/{first_year + 1}", "trouble": trouble, "given": given}
    return draft, Question(KEY, Ask.CALENDAR, data, proposed=proposed)


def resolve_validity(validity: Validity, year: YearDraft) -> tuple[date, date]:
    """Return the first and last day of a timetable: its dates, its term, else the whole year of lessons."""
    if validity.dates:
        return validity.dates
    kind, number = validity.term or ("year", 1)
    spans = {(period.kind, period.number): (period.starts_on, period.ends_on) for period in year.periods}
    return spans.get((kind, number)) or spans.get(("year", 1)) or (year.starts_on, year.ends_on)


def list_lesson_days(
    starts_on: date, ends_on: date, weekday: int, *, year: YearDraft, parallel: int
) -> list[date]:
    """Return the days of a weekly lesson: within a period, without holidays and the country's days off."""
    public = list_public_holidays(starts_on, ends_on)
    day = starts_on + timedelta(days=(weekday - 1 - starts_on.weekday()) % 7)
    days = []
    while day <= ends_on:
        if is_school_day(
            day, week_days=year.school_week, breaks=year.holidays, public=public, parallel=parallel
        ):
            days.append(day)
        day += timedelta(days=7)
    return days


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its dates as JSON carries them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _bells(timetables: list[Timetable]) -> tuple[tuple[int, time, time], ...]:
    """Return the bells that the timetable names; the first time given for a lesson's number counts."""
    bells: dict[int, tuple[time, time]] = {}
    for row in (row for table in timetables for row in table.rows):
        if row.bell:
            bells.setdefault(row.number, row.bell)
    return tuple((number, *times) for number, times in sorted(bells.items()))


def _read_periods(
    rows: list[Row], first: date, last: date
) -> tuple[tuple[PeriodDraft, ...], list[dict[str, Any]]]:
    """Read the answered periods, and the whole year; the trouble of bad rows is returned beside them."""
    periods: list[PeriodDraft] = []
    trouble: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        span = _span(row, first, last)
        if isinstance(span, str):
            trouble.append({"list": "periods", "row": number, "code": span})
        else:
            periods.append(PeriodDraft(row["kind"], int(row["number"]), *span))
    for before, after in _neighbours(periods):
        if after.starts_on <= before.ends_on:
            row_number = periods.index(after)
            trouble.append({"list": "periods", "row": row_number, "code": "overlap"})
    if not periods:
        trouble.append({"list": "periods", "row": 0, "code": "missing"})
        return (PeriodDraft("year", 1, first, last),), trouble
    whole = PeriodDraft("year", 1, min(p.starts_on for p in periods), max(p.ends_on for p in periods))
    return (*periods, whole), trouble


def _read_holidays(
    rows: list[Row], first: date, last: date
) -> tuple[tuple[HolidayDraft, ...], list[dict[str, Any]]]:
    """Read the answered holidays; an empty row is none."""
    holidays: list[HolidayDraft] = []
    trouble: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        if not any(row[name] for name in ("name", "starts_on", "ends_on")):
            continue
        span = _span(row, first, last)
        if isinstance(span, str):
            trouble.append({"list": "holidays", "row": number, "code": span})
            continue
        name = " ".join(row["name"].split()) or "Каникулы"
        holidays.append(HolidayDraft(name, *span, int(row["parallel"]) if row["parallel"] else None))
    return tuple(holidays), trouble


def _clean(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as texts in the known places: a form made by hand may hold anything."""
    periods = [row for row in _rows(given, "periods", PERIOD_FIELDS) if row["kind"] in KINDS]
    for row in periods:
        row["number"] = row["number"] if row["number"] in ("1", "2", "3", "4") else "1"
    holidays = _rows(given, "holidays", HOLIDAY_FIELDS)
    for row in holidays:
        row["parallel"] = row["parallel"] if row["parallel"] in PARALLELS else ""
    week = "6" if str(given.get("school_week")) == "6" else "5"
    return {"school_week": week, "periods": periods, "holidays": holidays}


def _rows(given: Mapping[str, Any], name: str, fields: Iterable[str]) -> list[Row]:
    rows = given.get(name)
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [{field: str(row.get(field) or "")[:MAX_TEXT] for field in fields} for row in found[:MAX_HOLIDAYS]]


def _span(row: Row, first: date, last: date) -> tuple[date, date] | str:
    """Return the two days of a row, or the code of what is wrong with them."""
    start, end = (parse_date(row[name]) for name in ("starts_on", "ends_on"))
    if start is None or end is None:
        return "unreadable"
    if start > end:
        return "order"
    if not (first <= start and end <= last):
        return "outside"
    return start, end


def _neighbours(periods: list[PeriodDraft]) -> Iterable[tuple[PeriodDraft, PeriodDraft]]:
    for kind in KINDS:
        same = sorted((p for p in periods if p.kind == kind), key=lambda period: period.number)
        yield from pairwise(same)
