"""Whatever stands in a spreadsheet, every row becomes a record, a refusal, or nothing; never a failure."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.imports.headings import Table, find_table
from journal.imports.plans import parse_heading, read_plan
from journal.imports.pupils import Register, list_school_year, read_pupils
from journal.imports.synonyms import SYNONYMS, Kind
from journal.imports.timetable import parse_validity, read_timetable
from journal.imports.workload import read_workload
from tests.factories.workbooks import make_sheet

WORDS = [
    "Иванова Анна Петровна", "ИВАНОВА А.", "5А", "5А (1 гр.), 6б", "01.09", "31.02.2014", "02.08.2014 г.",
    "—", "Итого", "8 904 111 22 33", "+7", "понедельник", "Математика каб. 5", "Англ. яз. (1, 2 гр.) / ИЗО",
    "0,5", "2 ч", "час", "nan", "-Infinity", "1e400", "01.01.0000", "01.01.9999",
    "Раздел 1. Дроби (5 ч)", "осв. от физ-ры до", "8.30–9.15", "25.70-99.99", "(", "²", "٣", "½", "5²А",
    "=HYPERLINK(1)", "\u202eтекст", "мать:", "; ;", "/ / /", "12" * 30,
]  # fmt: skip
CELLS = st.one_of(
    st.none(), st.sampled_from(WORDS), st.text(max_size=30), st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


GOOD: dict[str, Any] = {
    "name": "Иванова Анна Петровна", "birth_date": "02.03.2014", "file_number": "И-1", "school_class": "5А",
    "mother": "Иванова Ольга, 89041112233", "teacher": "Иванова Анна Петровна", "subject": "Физика",
    "classes": "5А", "hours": 1.0, "tutor_of": "5А", "day": "пн", "lesson": 1.0, "time": "8.30–9.15",
    "class:5А": "Физика каб. 5", "topic": "Дроби", "planned": "01.09",
}  # fmt: skip


COLUMNS = [
    (kind, meaning)
    for kind in Kind
    for meaning in [*SYNONYMS[kind], *(["class:5А"] if kind is Kind.TIMETABLE else [])]
]


def make_good_table(kind: Kind, changes: list[dict[str, Any]]) -> Table:
    """A table of good rows, each with some cells changed."""
    meanings = [meaning for of_kind, meaning in COLUMNS if of_kind is kind]
    headings = [SYNONYMS[kind][m][0].removeprefix("=") if m in SYNONYMS[kind] else "5А" for m in meanings]
    rows = [[change.get(meaning, GOOD.get(meaning)) for meaning in meanings] for change in changes]
    table = find_table(make_sheet(headings, *rows))
    assert table is not None
    assert (table.kind, table.missing) == (kind, ())
    return table


def check(table: Table) -> None:
    records, refusals = read(table)
    assert len(records) + len(refusals) <= len(table.sheet.rows) - table.first
    for refusal in refusals:
        assert refusal.ref.row > table.first
        assert refusal.cells.keys() == table.columns.keys()


@pytest.mark.parametrize(("kind", "meaning"), COLUMNS)
def test_odd_words_in_every_column(kind: Kind, meaning: str) -> None:
    check(make_good_table(kind, [{meaning: word} for word in WORDS]))


@given(st.data(), st.sampled_from(Kind))
@settings(deadline=None, max_examples=200)
def test_any_cells(data: st.DataObject, kind: Kind) -> None:
    meanings = [meaning for of_kind, meaning in COLUMNS if of_kind is kind]
    rows = st.lists(st.dictionaries(st.sampled_from(meanings), CELLS, max_size=3), min_size=1, max_size=6)
    check(make_good_table(kind, data.draw(rows)))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_title_is_read(title: str) -> None:
    table = find_table(make_sheet([title], ["Тема урока", "Часы"], ["Дроби", 1], title=title, file=title))
    assert table is not None
    parse_heading(table)
    parse_validity(title)
    list_school_year(table)


def read(table: Table) -> tuple[list[Any], list[Any]]:
    match table.kind:
        case Kind.PUPILS:
            pupils, refusals = read_pupils(table, {}, school_year=2026, register=Register({}))
            return list(pupils), refusals
        case Kind.WORKLOAD:
            workload, refusals = read_workload(table, {})
            return list(workload), refusals
        case Kind.TIMETABLE:
            lessons, refusals = read_timetable(table, {})
            return list(lessons), refusals
        case Kind.PLAN:
            topics, refusals = read_plan(table, {}, school_year=2026)
            return list(topics), refusals
