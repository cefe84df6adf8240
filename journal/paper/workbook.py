"""A class's journal as a workbook (xlsx): a worksheet a table, twenty lessons a page in print.

The same book and the same moment make the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from journal.paper.worksheet import add_styles, fill_sheet, write_cell
from journal.sheets.book import Book
from journal.sheets.sheet import Sheet

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
TOPICS = "темы"


def write_workbook(book: Book, moment: datetime) -> bytes:
    """Return the workbook of a class's journal; *moment* is the time that stands in it as its making."""
    workbook = Workbook()
    add_styles(workbook)
    naive = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.created = naive
    workbook.properties.title = book.name
    workbook.properties.creator = book.title.school
    front = workbook.worksheets[0]
    names = SheetNames()
    front.title = names.choose("Титульный лист")
    contents = []
    for title, suffix, about, sheet in list_tables(book):
        name = names.choose(title, suffix)
        contents.append((name, about))
        fill_sheet(workbook.create_sheet(name), sheet)
    fill_front(front, book, contents)
    content = io.BytesIO()
    workbook.save(content)
    return make_reproducible(content.getvalue(), naive)


def list_tables(book: Book) -> Iterator[tuple[str, str, str, Sheet]]:
    """Every table of the book: its name, what is added to the name, who teaches, and the table."""
    for course in book.courses:
        yield course.subject, "", course.teachers, course.marks
        yield course.subject, TOPICS, course.teachers, course.topics
    for sheet in book.summaries:
        yield sheet.title, "", "", sheet


class SheetNames:
    """Gives every worksheet a name that spreadsheets accept: short, without signs, unlike the others."""

    def __init__(self) -> None:
        """Begin with no names."""
        self._taken: set[str] = set()

    def choose(self, title: str, suffix: str = "") -> str:
        """The title as far as it fits, with the suffix and, if need be, a number."""
        for number in range(1, 1000):
            ending = "".join(f" {part}" for part in (suffix, str(number) if number > 1 else "") if part)
            stem = FORBIDDEN.sub(" ", title).strip()[: LONGEST_NAME - len(ending)].strip() or "Лист"
            name = stem + ending
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
        raise ValueError("too many worksheets of one name")


def fill_front(worksheet: Worksheet, book: Book, contents: list[tuple[str, str]]) -> None:
    """The title page and the contents, with a link to every worksheet."""
    title = book.title
    lines = [
        title.school,
        title.place,
        "КЛАССНЫЙ ЖУРНАЛ",
        f"{title.class_name} класс, {title.year} учебный год",
        f"Классный руководитель: {', '.join(title.tutors)}",
        f"Записи {title.interval}",
        f"Напечатано {title.making.moment}, {title.making.person}",
    ]
    for number, line in enumerate(lines, start=1):
        write_cell(worksheet, number, 1, line, "journal-title" if number in (1, 3, 4) else "journal-about")
    first = len(lines) + 2
    write_cell(worksheet, first, 1, "Оглавление", "journal-heading")
    write_cell(worksheet, first, 2, "Учитель", "journal-heading")
    for number, (name, about) in enumerate(contents, start=first + 1):
        write_cell(worksheet, number, 1, name, "journal-text")
        worksheet.cell(number, 1).hyperlink = f"#'{name}'!A1"
        write_cell(worksheet, number, 2, about, "journal-text")
    worksheet.column_dimensions["A"].width = 60
    worksheet.column_dimensions["B"].width = 40


def make_reproducible(content: bytes, moment: datetime) -> bytes:
    """The same workbook without the traces of the moment at which it was packed."""
    packed = io.BytesIO()
    stamp = rb"\g<1>" + moment.isoformat().encode() + b"Z"
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(stamp, part)
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
