"""A report comes out as it went in; no text turns into a formula."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from journal.reports.report import Heading, Report
from journal.reports.xlsx import write_xlsx

HEADINGS = (Heading("Кто"), Heading("Что", 40))
DANGEROUS = (
    '=HYPERLINK("http://example.org","здесь")',
    "=cmd|' /C calc'!A0",
    "+7 900 000-00-00",
    "-5",
    "@СУММ(A1)",
    "\t=1+1",
)


def read(report: Report) -> list[tuple[object, ...]]:
    sheet = load_workbook(BytesIO(write_xlsx(report))).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_title_lines_headings_and_rows() -> None:
    moment = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    rows = iter([("Иванова", 5), (date(2026, 11, 20), moment), (None, "")])
    report = Report("Отчет: доступ/журнал", HEADINGS, rows, ("5А",))
    assert [row[0] for row in read(report)] == [
        "Отчет: доступ/журнал",
        "5А",
        None,
        "Кто",
        "Иванова",
        moment.replace(hour=0, minute=0, tzinfo=None),
        None,
    ]


def test_days_and_moments_are_shown_as_russians_write_them() -> None:
    row = (date(2026, 11, 20), datetime(2026, 11, 20, 12, 30, tzinfo=UTC))
    sheet = load_workbook(BytesIO(write_xlsx(Report("Т", HEADINGS, [row])))).worksheets[0]
    last = sheet.max_row
    assert [sheet.cell(last, column).number_format for column in (1, 2)] == ["DD.MM.YYYY", "DD.MM.YYYY HH:MM"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = write_xlsx(Report(text, (Heading(text),), [(text,)], (text,)))
    cells = [row[0] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows() if row[0].value]
    assert [cell.value for cell in cells] == [text] * 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_what_a_spreadsheet_can_not_hold_is_left_out() -> None:
    rows = [("\x00\x0bтекст", "x" * 40_000)]
    assert read(Report("Т", HEADINGS, rows))[-1] == ("текст", "x" * 32_767)


def test_a_report_without_rows_has_its_headings() -> None:
    assert read(Report("Т", HEADINGS, []))[-1] == ("Кто", "Что")
