"""Spreadsheets made for tests: the school's own, and others that a school might have."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from journal.imports.headings import Table, find_table
from journal.imports.reading import SourceFile
from journal.imports.workbook import Sheet, read_workbook

SCHOOL = Path(__file__).parents[1] / "data" / "school"
PUPILS, WORKLOAD, TIMETABLE, PLAN = (
    f"{name}.xlsx"
    for name in ("Список обучающихся", "Нагрузка учителей", "Расписание уроков", "КТП Математика 5")
)


def school_files(*names: str) -> list[SourceFile]:
    """The school's files, or only those named."""
    return [
        SourceFile(path.name, path.read_bytes())
        for path in sorted(SCHOOL.glob("*.xlsx"))
        if not names or path.name in names
    ]


def make_workbook(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    """Return a workbook with these sheets and rows."""
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def make_file(name: str, rows: Iterable[Iterable[Any]], *, sheet: str = "Лист1") -> SourceFile:
    """Return a file of one sheet."""
    return SourceFile(name, make_workbook({sheet: rows}))


def make_sheet(*rows: Iterable[Any], title: str = "Лист1", file: str = "файл.xlsx") -> Sheet:
    """Return a parsed sheet without a file; rows are filled up to one width."""
    lists = [list(row) for row in rows]
    width = max(len(row) for row in lists)
    return Sheet(file, title, tuple(tuple(row + [None] * (width - len(row))) for row in lists))


def make_table(*rows: Iterable[Any], title: str = "Лист1", file: str = "файл.xlsx") -> Table:
    """Return the table that is found in these rows."""
    table = find_table(make_sheet(*rows, title=title, file=file))
    assert table is not None
    return table


def school_tables(name: str) -> list[Table]:
    """The tables of one of the school's files."""
    sheets = read_workbook(name, (SCHOOL / name).read_bytes())
    return [table for sheet in sheets if (table := find_table(sheet))]
