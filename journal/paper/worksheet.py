"""One table of the journal as a worksheet: headings repeated on every page, breaks, and safe texts."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from journal.sheets.sheet import Column, Row, Sheet, place_headings

# A character of the ordinary width takes about so many millimetres; a line of text so many points.
MM_OF_CHARACTER, POINTS_OF_LINE = 1.9, 11.5
PAGE_MM, PAGE_POINTS = 270, 360
ROW_POINTS, UPRIGHT_POINTS, MOST_POINTS = 13.5, 90, 400
LONGEST_TEXT = 32_000
NUMBER = re.compile(r"(0|[1-9]\d{0,8})(,\d)?")
FORMULA_SIGNS = ("=", "+", "-", "@")
CENTRED = ("number", "cell", "final", "sum")
TEXTS = ("name", "text")
MOST_CELL_MM = 11
# A repeated column is wider than it needs; about how much wider a column of texts becomes by its share.
FIXED_SHARE, WIDENED = 1.25, 1.7


def add_styles(workbook: Workbook) -> None:
    """Make the styles of the journal known to a workbook, by name."""
    thin, fat = Side(style="hair", color="808080"), Side(style="thin", color="404040")
    box, top = Border(thin, thin, thin, thin), Border(thin, thin, fat, thin)
    tint, shade = PatternFill("solid", fgColor="EFEFEF"), PatternFill("lightUp", fgColor="A0A0A0")
    centre = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
    heading = Alignment(horizontal="center", vertical="center", wrap_text=True)
    upright = Alignment(horizontal="center", vertical="bottom", text_rotation=90, wrap_text=True)
    left = Alignment(vertical="center", wrap_text=True)
    small, bold = Font("Calibri", size=9), Font("Calibri", size=9, bold=True)
    none = PatternFill()
    for name, font, alignment, border, fill in (
        ("title", Font("Calibri", size=12, bold=True), Alignment(), Border(), none),
        ("about", Font("Calibri", size=10), Alignment(), Border(), none),
        ("heading", bold, heading, box, tint),
        ("upright", bold, upright, box, tint),
        ("text", small, left, box, none),
        ("text-first", small, Alignment(vertical="top", wrap_text=True), top, none),
        ("cell", small, centre, box, none),
        ("cell-first", small, centre, top, none),
        ("final", bold, centre, box, tint),
        ("final-first", bold, centre, top, tint),
        ("total", bold, centre, top, none),
        ("total-text", bold, left, top, none),
        ("foreign", small, centre, box, shade),
    ):
        style = NamedStyle(f"journal-{name}")
        style.font, style.alignment, style.border, style.fill = font, alignment, border, fill
        workbook.add_named_style(style)


def fill_sheet(worksheet: Worksheet, sheet: Sheet) -> None:
    """Write a table with its title, its headings and the hints for printing."""
    write_cell(worksheet, 1, 1, sheet.title, "journal-title")
    about = "   ".join(f"{what}: {value}" for what, value in sheet.about)
    write_cell(worksheet, 2, 1, about, "journal-about")
    first_heading, first_row = 3, 3 + len(sheet.headings)
    write_headings(worksheet, sheet, first_heading)
    write_rows(worksheet, sheet, first_row)
    for number, note in enumerate(sheet.notes, start=first_row + len(sheet.rows) + 1):
        write_cell(worksheet, number, 1, note, "journal-about")
    set_widths(worksheet, sheet)
    set_heights(worksheet, sheet, first_row)
    set_page(worksheet, sheet, first_row)


def write_cell(worksheet: Worksheet, row: int, column: int, text: str | None, style: str) -> None:
    """Write a text that stays a text, whatever it begins with; a plain number becomes one."""
    cell: Any = worksheet.cell(row, column)
    cell.style = style
    if not text:
        return
    if NUMBER.fullmatch(text):
        cell.value = float(text.replace(",", ".")) if "," in text else int(text)
        return
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = clean if len(clean) <= LONGEST_TEXT else f"{clean[:LONGEST_TEXT]}…"
    if clean.startswith(FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True


def write_headings(worksheet: Worksheet, sheet: Sheet, first: int) -> None:
    """The rows of headings with their spans."""
    for level, at, heading in place_headings(sheet.headings):
        style = "journal-upright" if heading.is_upright else "journal-heading"
        write_cell(worksheet, first + level, at + 1, heading.text, style)
        if heading.across > 1 or heading.down > 1:
            worksheet.merge_cells(
                start_row=first + level,
                start_column=at + 1,
                end_row=first + level + heading.down - 1,
                end_column=at + heading.across,
            )


def write_rows(worksheet: Worksheet, sheet: Sheet, first: int) -> None:
    """The rows; a column that spans groups is merged over the rows of each."""
    starts = set(accumulate(sheet.groups[:-1], initial=0)) if sheet.groups else set()
    total = len(sheet.rows) - sheet.totals
    for number, row in enumerate(sheet.rows):
        for at, value in enumerate(row):
            style = choose_style(sheet.columns[at], value, number in starts, number >= total)
            write_cell(worksheet, first + number, at + 1, value, style)
    for start, size in zip(sorted(starts), sheet.groups, strict=True) if sheet.groups else ():
        for at, column in enumerate(sheet.columns, start=1):
            if column.spans_group and size > 1:
                worksheet.merge_cells(
                    start_row=first + start, start_column=at, end_row=first + start + size - 1, end_column=at
                )


def choose_style(column: Column, value: str | None, is_first: bool, is_total: bool) -> str:
    """The name of a cell's style."""
    if value is None:
        return "journal-foreign"
    if is_total:
        return "journal-total" if column.kind in CENTRED else "journal-total-text"
    kind = "final" if column.kind == "final" else "cell" if column.kind in CENTRED else "text"
    return f"journal-{kind}-first" if is_first else f"journal-{kind}"


def set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    """Widths that let every page of the sheet fit a landscape page without being scaled.

    The repeated columns are as wide on every page, so they take no share of the room.
    """
    fixed = [one.width * FIXED_SHARE for one in sheet.columns[: sheet.fixed]]
    widths = list(fixed)
    for first, last in pairwise([sheet.fixed, *sheet.column_breaks, len(sheet.columns)]):
        widths.extend(share_widths(sheet.columns[first:last], PAGE_MM - sum(fixed)))
    for at, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(at)].width = round(width / MM_OF_CHARACTER, 2)


def share_widths(columns: Sequence[Column], room: float) -> list[float]:
    """The widths of a page's columns in millimetres: what they need and a share of the room that is left."""
    need, shares = sum(one.width for one in columns), sum(one.share for one in columns)
    if need > room:
        return [one.width * room / need for one in columns]
    unit = (room - need) / shares if shares else 0
    widths = [one.width + unit * one.share for one in columns]
    return [
        min(width, MOST_CELL_MM) if one.kind in ("cell", "final") else width
        for one, width in zip(columns, widths, strict=True)
    ]


def set_heights(worksheet: Worksheet, sheet: Sheet, first: int) -> None:
    """Heights by the longest text of each row, for programs that don't find them by themselves."""
    for level, headings in enumerate(sheet.headings):
        is_upright = any(one.is_upright and one.down == 1 for one in headings)
        height = UPRIGHT_POINTS if is_upright else ROW_POINTS if len(sheet.headings) > 1 else 2 * ROW_POINTS
        worksheet.row_dimensions[first - len(sheet.headings) + level].height = height
    for number, row in enumerate(sheet.rows):
        lines = 1 if sheet.groups else count_lines(sheet.columns, row)
        height = ROW_POINTS + (lines - 1) * POINTS_OF_LINE
        worksheet.row_dimensions[first + number].height = min(height, MOST_POINTS)


def count_lines(columns: Sequence[Column], row: Row) -> int:
    """About how many lines the longest text of a row takes."""
    texts = ((one, text) for one, text in zip(columns, row, strict=True) if text and one.kind in TEXTS)
    return max((ceil(len(text) * MM_OF_CHARACTER / (one.width * WIDENED)) for one, text in texts), default=1)


def set_page(worksheet: Worksheet, sheet: Sheet, first: int) -> None:
    """Landscape, headings and names on every page, a new page at every break of the sheet."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.pageOrder = "overThenDown"
    margins = worksheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.4, 0.4, 0.4, 0.5
    worksheet.print_title_rows = f"1:{first - 1}"
    if sheet.fixed:
        worksheet.print_title_cols = f"A:{get_column_letter(sheet.fixed)}"
    worksheet.freeze_panes = worksheet.cell(first, sheet.fixed + 1).coordinate
    for at in sheet.column_breaks:
        worksheet.col_breaks.append(Break(id=at))
    for at in list_row_breaks(sheet):
        worksheet.row_breaks.append(Break(id=first - 1 + at))
    footer: Any = worksheet.HeaderFooter.oddFooter
    footer.left.text, footer.right.text = "&A", "&P / &N"


def list_row_breaks(sheet: Sheet) -> list[int]:
    """Before which rows a page begins: the sheet's own breaks, and so that no group is parted."""
    if not sheet.groups:
        return list(sheet.row_breaks)
    breaks, used, at = [], 0.0, 0
    for size in sheet.groups:
        if used and used + size * ROW_POINTS > PAGE_POINTS:
            breaks.append(at)
            used = 0
        used += size * ROW_POINTS
        at += size
    return breaks
