"""The timetable: days and lesson numbers down, classes across; a cell names one or several entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from journal.imports.classes import find_school_year, take_subgroups
from journal.imports.errors import RowRefused
from journal.imports.headings import Table
from journal.imports.people import is_nothing, parse_date
from journal.imports.rows import Cells, Corrections, Refusal, RowRef, read_rows, text_of
from journal.imports.synonyms import CLASS_PREFIX, ROOM_PREFIX
from journal.imports.workbook import as_text
from journal.names import fold

WEEKDAYS = (
    "пн понедельник",
    "вт вторник",
    "ср среда",
    "чт четверг",
    "пт пятница",
    "сб суббота",
    "вс воскресенье",
)
MAX_LESSON = 14
ROOM = re.compile(
    r"[,(]?\s*(?<!\w)(?:каб(?:инет)?|ауд|к)\b\.?\s*№?\s*([\w-]*\d[\w-]*|[А-ЯA-Z]{2,})\s*\)?", re.IGNORECASE
)
SPORTS_HALL = re.compile(r"[,(]?\s*\b((?:спорт|акт)[а-я.]*\s*зал|с/з|спортзал)\s*\)?", re.IGNORECASE)
ENTRY_BORDER = re.compile(r"\n|;|\s/\s|(?<=\))\s*/\s*")
TIMES = re.compile(r"(\d{1,2})[.:](\d\d)\s*[–—-]\s*(\d{1,2})[.:](\d\d)")
TERM = re.compile(
    r"\b(1|2|3|4|I{1,3}V?|IV|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)[-\s]*(?:е|ое|ю|ую|я|ая)?\s+(полугоди|четверт|триместр)",
    re.IGNORECASE,
)
NUMERALS = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четв": 4,
}
TERM_KINDS = {"полугоди": "half", "четверт": "quarter", "триместр": "trimester"}
DATES = re.compile(r"\bс\s+([\d.]{5,10})\s*(?:г\.?)?\s+(?:по|до)\s+([\d.]{5,10})", re.IGNORECASE)


@dataclass(frozen=True)
class TimetableEntry:
    """A weekly lesson of a class; `subgroups` is empty when the whole class has it."""

    ref: RowRef
    weekday: int
    number: int
    class_name: str
    subject: str
    subgroups: tuple[int, ...]
    room: str


@dataclass(frozen=True)
class Validity:
    """For how long a timetable holds: a term (kind and number), dates, or with neither the whole year."""

    school_year: int | None
    term: tuple[str, int] | None = None
    dates: tuple[date, date] | None = None


@dataclass(frozen=True)
class TimetableRow:
    """One lesson number of one day: its entries in all classes, and the bell."""

    weekday: int
    number: int
    bell: tuple[time, time] | None
    entries: tuple[TimetableEntry, ...]


def read_timetable(table: Table, corrections: Corrections) -> tuple[list[TimetableRow], list[Refusal]]:
    """Return the rows of a timetable; a day stands in its column once, or in a row above its lessons."""
    today: list[int] = []

    def parse(ref: RowRef, cells: Cells) -> TimetableRow | None:
        day_text = text_of(cells, "day")
        weekday = find_weekday(day_text) or (None if day_text else _day_row(cells))
        if weekday:
            today.append(weekday)
        elif day_text:
            raise RowRefused("day-unreadable", text=day_text)
        number_text = text_of(cells, "lesson")
        if not number_text or find_weekday(number_text):
            return None
        if not today:
            raise RowRefused("day-missing")
        return _parse_row(ref, cells, today[-1], number_text)

    return read_rows(table, parse, corrections)


def find_weekday(text: str) -> int | None:
    """Return 1 for Monday («Понедельник», «пн», «ПН.») … 7 for Sunday, or None."""
    word = fold(text).rstrip(".")
    return next((n for n, names in enumerate(WEEKDAYS, 1) if word in names.split()), None)


def parse_validity(title: str) -> Validity:
    """Read a title: «на 1 полугодие 2026/2027 уч. г.», «на II четверть», «с 01.09.2026 по 30.12.2026»."""
    year = find_school_year(title)
    if match := DATES.search(title):
        start, end = (parse_date(text, school_year=year) for text in match.groups())
        if start and end and start <= end:
            return Validity(year, dates=(start, end))
    if match := TERM.search(title):
        word = match.group(1).casefold()
        number = NUMERALS.get(word) or NUMERALS[word.replace("ё", "е")[:4]]
        return Validity(year, term=(TERM_KINDS[match.group(2).casefold()], number))
    return Validity(year)


def parse_cell(text: str) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Yield the entries of a cell as subject, subgroups and room: «Англ. яз. (1, 2 гр.)  каб. 5»."""
    for part in ENTRY_BORDER.split(text):
        if is_nothing(part.strip()):
            continue
        room = ""
        for pattern in (ROOM, SPORTS_HALL):
            if match := pattern.search(part):
                room = room or match.group(1).strip()
                part = part[: match.start()] + " " + part[match.end() :]
        subject, subgroups = take_subgroups(part)
        yield " ".join(subject.split()).strip(" ,-–"), subgroups, room


def _day_row(cells: Cells) -> int | None:
    """Return the day when the row is only a heading: «Понедельник» somewhere and nothing else."""
    filled = [text for cell in cells.values() if (text := as_text(cell))]
    return find_weekday(filled[0]) if len(filled) == 1 else None


def _parse_row(ref: RowRef, cells: Cells, weekday: int, number_text: str) -> TimetableRow:
    digits = re.match(r"\d+", number_text)
    number = int(digits.group()) if digits else -1
    if not 0 <= number <= MAX_LESSON:
        raise RowRefused("lesson-number-unreadable", text=number_text)
    entries = []
    for meaning, cell in cells.items():
        if not meaning.startswith(CLASS_PREFIX):
            continue
        class_name = meaning.removeprefix(CLASS_PREFIX)
        for subject, subgroups, room in parse_cell(as_text(cell)):
            if not subject:
                raise RowRefused("subject-missing-in-cell", class_name=class_name)
            room = (room or text_of(cells, ROOM_PREFIX + class_name))[:40]
            entries.append(TimetableEntry(ref, weekday, number, class_name, subject, subgroups, room))
    return TimetableRow(weekday, number, _bell(text_of(cells, "time")), tuple(entries))


def _bell(text: str) -> tuple[time, time] | None:
    match = TIMES.search(text)
    if not match:
        return None
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in match.groups())
    try:
        start, end = time(start_hour, start_minute), time(end_hour, end_minute)
    except ValueError:
        return None
    return (start, end) if start < end else None
