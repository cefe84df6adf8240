"""The journal of a class as a workbook, opened again: its cells, breaks, titles, texts (R-ARCHIVE)."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from journal.paper.workbook import SheetNames, list_tables, write_workbook
from journal.sheets.book import Book, Making, build_book
from journal.sheets.sheet import Sheet, place_headings
from tests.factories.class_record import make_course, make_pupils, make_record

MOMENT = datetime(2027, 6, 1, 5, tzinfo=UTC)
MAKING = Making("учитель, Иванова Мария Петровна", "01.06.2027 10:00")
FIRST_HEADING = 3
STRANGE = ("=cmd|' /C calc'!A0", "+7 900", "-5", "@SUM(A1)", "а\x00б", "😀", "שלום", "Щ" * 300, "'", "007")


@pytest.fixture(scope="module")
def book() -> Book:
    pupils = make_pupils()
    courses = [
        make_course(pupils=pupils, course_id=1, lessons=45),
        make_course(pupils=pupils[:3], course_id=2, subject="Музыка", subgroup="1 подгруппа", lessons=20),
    ]
    return build_book(make_record(pupils=pupils, courses=courses), MAKING)


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return write_workbook(book, MOMENT)


def list_sheets(content: bytes, book: Book) -> Iterator[tuple[Worksheet, Sheet]]:
    """The worksheets beside the sheets that they show."""
    _front, *worksheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    tables = [sheet for _title, _suffix, _about, sheet in list_tables(book)]
    assert len(worksheets) == len(tables)
    yield from zip(worksheets, tables, strict=True)


def test_its_cells_are_the_cells_of_the_sheets(book: Book, content: bytes) -> None:
    for worksheet, sheet in list_sheets(content, book):
        for level, at, heading in place_headings(sheet.headings):
            assert worksheet.cell(FIRST_HEADING + level, at + 1).value == to_value(heading.text)
        first = FIRST_HEADING + len(sheet.headings)
        merged = {
            (row, column)
            for area in worksheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        for number, row in enumerate(sheet.rows, start=first):
            for at, text in enumerate(row, start=1):
                value = worksheet.cell(number, at).value
                assert value == to_value(text) or (number, at) in merged, (worksheet.title, number, at)


def to_value(text: str | None) -> object:
    """A text as a workbook holds it: a plain number as one, nothing as nothing."""
    if text and text.isdecimal() and text == str(int(text)):
        return int(text)
    if text and "," in text and text.replace(",", "").isdecimal():
        return float(text.replace(",", "."))
    return text or None


def test_twenty_lessons_stand_on_a_printed_page(book: Book, content: bytes) -> None:
    for worksheet, sheet in list_sheets(content, book):
        assert worksheet.page_setup.orientation == "landscape"
        assert not worksheet.sheet_properties.pageSetUpPr or not worksheet.page_setup.fitToWidth
        assert [one.id for one in worksheet.col_breaks.brk] == list(sheet.column_breaks)
        first = FIRST_HEADING + len(sheet.headings)
        if not sheet.groups:
            assert [one.id for one in worksheet.row_breaks.brk] == [first - 1 + at for at in sheet.row_breaks]
        assert worksheet.print_title_rows == f"$1:${first - 1}"
        assert (worksheet.print_title_cols == "$A:$B") == (sheet.fixed == 2)
    marks = next(sheet for worksheet, sheet in list_sheets(content, book))
    assert len(marks.column_breaks) == 2


def test_a_page_fits_the_paper_without_being_scaled(book: Book, content: bytes) -> None:
    for worksheet, sheet in list_sheets(content, book):
        letters = [openpyxl.utils.get_column_letter(at + 1) for at in range(len(sheet.columns))]
        widths = [worksheet.column_dimensions[letter].width for letter in letters]
        spans = [sheet.fixed, *sheet.column_breaks, len(sheet.columns)]
        for first, last in pairwise(spans):
            characters = sum(widths[: sheet.fixed]) + sum(widths[first:last])
            assert characters * 1.9 <= 272, worksheet.title


def test_a_group_of_rows_is_never_parted(book: Book, content: bytes) -> None:
    pupils = make_pupils([f"Орлов Пётр {number}" for number in range(28)])
    big = build_book(make_record(pupils=pupils, courses=[make_course(pupils=pupils, lessons=1)]), MAKING)
    worksheet = openpyxl.load_workbook(io.BytesIO(write_workbook(big, MOMENT))).worksheets[3]
    breaks = [one.id - FIRST_HEADING for one in worksheet.row_breaks.brk]
    assert len(breaks) > 5
    assert all(at % 7 == 0 for at in breaks)


def test_texts_that_look_like_formulas_stay_texts() -> None:
    pupils = [
        replace(make_pupils(("Орлов Пётр",))[0], id=number, last_name=text, first_name="")
        for number, text in enumerate(STRANGE, start=1)
    ]
    course = make_course(pupils=pupils, lessons=len(STRANGE), topics=list(STRANGE))
    content = write_workbook(build_book(make_record(pupils=pupils, courses=[course]), MAKING), MOMENT)
    _front, marks, topics, *_rest = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    first = FIRST_HEADING + 2
    for at, text in enumerate(STRANGE):
        clean = text.replace("\x00", "")
        for cell in (marks.cell(first + 1 + at, 2), topics.cell(first - 1 + at, 3)):
            assert cell.data_type != "f"
            assert str(cell.value) == clean
        assert topics.cell(first - 1 + at, 3).quotePrefix == clean.startswith(("=", "+", "-", "@"))


def test_the_same_data_and_moment_make_the_same_bytes(book: Book, content: bytes) -> None:
    assert write_workbook(book, MOMENT) == content
    assert write_workbook(book, MOMENT.replace(hour=6)) != content


def test_every_worksheet_has_a_name_of_its_own() -> None:
    names = SheetNames()
    long = "Основы безопасности и защиты Родины: 1/2"
    assert names.choose(long) == "Основы безопасности и защиты Ро"
    assert names.choose(long) == "Основы безопасности и защиты 2"
    assert names.choose(long, "темы") == "Основы безопасности и защи темы"
    assert names.choose("[]:*?/\\") == "Лист"
    assert all(len(names.choose("х" * 40, "темы")) <= 31 for _time in range(12))


def test_an_empty_class_has_a_workbook() -> None:
    content = write_workbook(build_book(make_record(pupils=[], courses=[]), MAKING), MOMENT)
    assert len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) == 4
