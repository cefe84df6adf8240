"""A report as a spreadsheet. Every text stays a text, whatever it begins with: nothing is calculated."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from journal.reports.report import Report, Value

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
# A spreadsheet would read a formula into these when the cell is edited; with a quoting style it doesn't.
FORMULA_BEGINS = tuple("=+-@\t\r")
DAY, MOMENT = "DD.MM.YYYY", "DD.MM.YYYY HH:MM"
BOLD, TITLE = Font(bold=True), Font(bold=True, size=14)
TOP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(report: Report) -> bytes:
    """The report as an xlsx file, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(FORBIDDEN_IN_NAME.sub(" ", report.title)[:LONGEST_NAME])
    for number, heading in enumerate(report.headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = heading.width
    first = 3 + len(report.about)
    sheet.freeze_panes = f"A{first + 1}"
    sheet.append([make_cell(sheet, report.title, TITLE)])
    for line in report.about:
        sheet.append([make_cell(sheet, line)])
    sheet.append([])
    sheet.append([make_cell(sheet, heading.text, BOLD, TOP) for heading in report.headings])
    last = first
    for last, row in enumerate(report.rows, start=first + 1):  # noqa: B007 - the last number is wanted
        sheet.append(make_row(sheet, row))
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(report.headings))}{last}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def make_row(sheet: WriteOnlyWorksheet, row: Sequence[Value]) -> list[Cell]:
    """The cells of a row."""
    return [make_cell(sheet, value, alignment=TOP) for value in row]


def make_cell(
    sheet: WriteOnlyWorksheet, value: Value, font: Font | None = None, alignment: Alignment | None = None
) -> Cell:
    """A cell; a moment loses its zone, for a spreadsheet knows none."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet)
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
        if text.startswith(FORMULA_BEGINS):
            cell.quotePrefix = True
    elif isinstance(text, date):
        cell.number_format = MOMENT if isinstance(text, datetime) else DAY
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell
