"""The pupils' rows of the lesson screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from markupsafe import Markup

from journal.blueprints.grades.heads import ColumnHead
from journal.blueprints.grades.hints import describe_hint
from journal.blueprints.grades.markup import describe_cover, write_facts, write_hint
from journal.entries.sheet import Sheet, SheetRow
from journal.entries.symbols import ATTENDANCE
from journal.locks.rules import LockState
from journal.template_filters import format_mean


@dataclass(frozen=True)
class ScreenCell:
    """A cell: what stands in it, what was typed over it, and how it is sent by the plain form."""

    name: str
    label: str
    symbol: str
    typed: str
    look: str
    is_writable: bool
    error: str
    words: str


@dataclass(frozen=True)
class ScreenRow:
    """A pupil of the lesson's day."""

    pupil_id: int
    name: str
    hint: Markup
    cells: Sequence[ScreenCell]
    mean: str
    missed: int


def build_rows(
    sheet: Sheet,
    heads: Sequence[ColumnHead],
    lock: LockState,
    typed: dict[str, str],
    errors: dict[str, str],
) -> list[ScreenRow]:
    """The rows of those who were on the course on the lesson's day."""
    wanted = {head.id for head in heads}
    on = next((column.held_on for column in sheet.columns if column.id in wanted), date.min)
    places = [index for index, column in enumerate(sheet.columns) if column.id in wanted]
    rows = []
    for row in sheet.rows:
        symbols = [row.symbols[index] for index in places]
        if not symbols or all(symbol is None for symbol in symbols):
            continue
        is_writable = lock.is_writable or (heads[0].lesson_id, row.pupil_id) in sheet.granted
        rows.append(
            ScreenRow(
                pupil_id=row.pupil_id,
                name=row.name,
                hint=write_hint("" if row.has_left else describe_hint(row.summary))
                + write_facts(row, on, on),
                cells=[
                    build_cell(row, head, symbol or "", is_writable, typed, errors, describe_cover(row, on))
                    for head, symbol in zip(heads, symbols, strict=True)
                ],
                mean=format_mean(row.summary.mean),
                missed=row.summary.missed,
            )
        )
    return rows


def build_cell(
    row: SheetRow,
    head: ColumnHead,
    symbol: str,
    is_writable: bool,
    typed: dict[str, str],
    errors: dict[str, str],
    words: str,
) -> ScreenCell:
    """One cell; a locked one that a grant opens says so, and one that a fact covers (*words*)."""
    name = f"cell-{head.id}-{row.pupil_id}"
    looks = [
        "a" if symbol in ATTENDANCE else "",
        "open" if is_writable and head.closed_on else "",
        "h" if words else "",
    ]
    return ScreenCell(
        name=name,
        label=gettext("%(name)s, %(work)s", name=row.name, work=head.name),
        symbol=symbol,
        typed=typed.get(name, symbol),
        look=" ".join(look for look in looks if look),
        is_writable=is_writable,
        error=errors.get(name, ""),
        words=words,
    )
