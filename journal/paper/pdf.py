"""A class's journal as PDF: PDF/A-2a for the archive and PDF/UA-1 for readers at once, tagged, made by typst.

The data go to the template as JSON; nothing of them is ever read as markup. The same data and the same moment
make the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.resources import as_file, files
from typing import Any

import typst

from journal.paper.glyphs import clean_text
from journal.paper.packing import pack_pdf
from journal.sheets.book import Book
from journal.sheets.printout import Pages
from journal.sheets.sheet import Sheet, place_headings


def write_book(book: Book, moment: datetime) -> bytes:
    """Return the PDF of a class's journal; *moment* is the time that stands in the file as its making."""
    return compile_pdf("book.typ", view_book(book), moment)


def print_book(book: Book, moment: datetime) -> tuple[bytes, int]:
    """Return the PDF of a class's journal as it is kept, small, and its number of pages."""
    return pack_pdf(write_book(book, moment))


def compile_pdf(template: str, data: Mapping[str, Any], moment: datetime) -> bytes:
    """Return the PDF that a template of this room makes of *data*, whose texts may hold any character."""
    with as_file(files(__package__).joinpath("templates")) as folder:
        compiler = typst.Compiler(
            str(folder / template),
            root=str(folder),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(clean_texts(data), ensure_ascii=False)},
        )
        content = compiler.compile(
            format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(moment.timestamp())
        )
    assert isinstance(content, bytes)
    return content


def clean_texts(value: Any) -> Any:
    """The same data with every text printable (`glyphs.py`)."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {key: clean_texts(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [clean_texts(part) for part in value]
    return value


def view_book(book: Book) -> dict[str, Any]:
    """A book as the template takes it."""
    return {
        "name": book.name,
        "title": asdict(book.title),
        "contents": [
            *((course.subject, course.teachers) for course in book.courses),
            *((sheet.title, "") for sheet in book.summaries),
        ],
        "courses": [view_course(course) for course in book.courses],
        "summaries": [view_sheet(sheet) for sheet in book.summaries],
    }


def view_course(course: Pages) -> dict[str, Any]:
    """The spreads of a course: its left and its right pages by turns."""
    spreads = zip(course.marks.list_pages(), course.topics.list_pages(), strict=True)
    return {
        "subject": course.subject,
        "pages": [(view_sheet(left), view_sheet(right)) for left, right in spreads],
    }


def view_sheet(sheet: Sheet) -> dict[str, Any]:
    """A page of a sheet as the template takes it."""
    return {
        "title": sheet.title,
        "about": sheet.about,
        "columns": [
            {"kind": one.kind, "width": one.width, "share": one.share, "spans": one.spans_group}
            for one in sheet.columns
        ],
        "headings": [
            (
                level,
                at,
                {
                    "text": one.text,
                    "short": one.short,
                    "across": one.across,
                    "down": one.down,
                    "upright": one.is_upright,
                },
            )
            for level, at, one in place_headings(sheet.headings)
        ],
        "depth": len(sheet.headings),
        "rows": sheet.rows,
        "groups": sheet.groups,
        "totals": sheet.totals,
        "notes": sheet.notes,
        "wide": sheet.is_wide,
    }
