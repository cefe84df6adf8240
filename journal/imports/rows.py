"""Going through the rows of a table: what can be read becomes a record, the rest is refused with a reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from journal.imports.errors import RowRefused
from journal.imports.headings import Table
from journal.imports.synonyms import Kind
from journal.imports.workbook import Cell, as_text

Record = TypeVar("Record")
Cells = Mapping[str, Cell]
# By a row's key: what a person typed instead, by meaning; None leaves the row out.
Corrections = Mapping[str, Mapping[str, str] | None]
HOURS = re.compile(r"\s*([0-9]{1,4}(?:[.,][0-9]{1,4})?)\s*(?:ч|час[а-я]*)?\.?\s*")
LEFT_OUT = "left-out"
FOOTERS = (
    "итого",
    "всего",
    "классный руководитель",
    "кл. рук",
    "директор",
    "зам. директора",
    "заместитель директора",
    "подпись",
    "утверждаю",
    "согласовано",
    "общее количество",
    "секретарь",
)


@dataclass(frozen=True, order=True)
class RowRef:
    """Where a row stands: file, sheet, and the row's number as the spreadsheet shows it."""

    file: str
    sheet: str
    row: int

    @property
    def key(self) -> str:
        """Return the reference as one text, for forms and answers files."""
        return f"{self.file}/{self.sheet}/{self.row}"


@dataclass(frozen=True)
class Refusal:
    """A row that wasn't taken: where, why (a code with data), and its cells by meaning for correction."""

    ref: RowRef
    kind: Kind
    code: str
    data: Mapping[str, str]
    cells: Mapping[str, str]


def read_rows(
    table: Table, parse: Callable[[RowRef, Cells], Record | None], corrections: Corrections
) -> tuple[list[Record], list[Refusal]]:
    """Parse every row under the header; `parse` returns None for a row that holds no record.

    Empty rows and footers («Итого», «Классный руководитель ____») are passed over; a row that a person left
    out is refused as `LEFT_OUT`.
    """
    records: list[Record] = []
    refusals: list[Refusal] = []
    for position in range(table.first, len(table.sheet.rows)):
        row = table.sheet.rows[position]
        ref = RowRef(table.sheet.file, table.sheet.title, position + 1)
        correction = corrections.get(ref.key, {})
        cells: dict[str, Cell] = {meaning: row[column] for meaning, column in table.columns.items()}
        if not any(as_text(cell) for cell in cells.values()) or is_footer(cells):
            continue
        cells |= correction or {}
        try:
            if correction is None:
                raise RowRefused(LEFT_OUT)
            record = parse(ref, cells)
        except RowRefused as refused:
            texts = {meaning: as_text(cell) for meaning, cell in cells.items()}
            refusals.append(Refusal(ref, table.kind, refused.code, refused.data, texts))
            continue
        if record is not None:
            records.append(record)
    return records, refusals


def is_footer(cells: Cells) -> bool:
    """Say whether a row is a total or a line for a signature."""
    filled = [text for cell in cells.values() if (text := as_text(cell))]
    return bool(filled) and filled[0].casefold().startswith(FOOTERS) and len(filled) <= 4


def parse_hours(text: str) -> Decimal:
    """Return the number of «2», «0,5», «2 ч» or «1.5 часа»; refuse anything else."""
    match = HOURS.fullmatch(text.casefold())
    if not match:
        raise RowRefused("hours-unreadable", text=text)
    return Decimal(match.group(1).replace(",", "."))


def text_of(cells: Cells, meaning: str, limit: int = 300) -> str:
    """Return a cell as text on one line, «» when there is no such column; refuse what wouldn't fit."""
    text = " ".join(as_text(cells.get(meaning)).split())
    if len(text) > limit:
        raise RowRefused("too-long", text=text[:40], limit=str(limit))
    return text
