"""A sheet: a rectangle of texts under headings, with hints for whoever prints it. No paper, no markup.

What a reader compares, sums or exports is in `rows`: as many texts as there are columns, in every row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Kind = Literal["number", "name", "text", "cell", "final", "sum"]
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Column:
    """What stands in a column, how wide it is in millimetres at the least, and its share of the room left.

    `kind`: a running number, a name, a text, a cell of the journal, a final mark, or a sum. A column that
    `spans_group` shows one text for all rows of a group: that of the group's first row.
    """

    kind: Kind
    width: float
    share: float = 0
    spans_group: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading over `across` columns and `down` rows of headings; an upright one is read from the bottom up.

    `short` is what to print where there is room for a few letters only.
    """

    text: str
    across: int = 1
    down: int = 1
    is_upright: bool = False
    short: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table of the journal.

    `about` are the lines under its title: what and its value. The first `fixed` columns are repeated on every
    page. `column_breaks` and `row_breaks` tell before which column or row a new page begins. `groups` are the
    numbers of rows that belong together and never part; none: every row stands for itself. The last `totals`
    rows are sums. A row's None is a cell that isn't the pupil's: it is shaded. `notes` follow the table.
    """

    title: str
    columns: Sequence[Column]
    headings: Sequence[Sequence[Heading]]
    rows: Sequence[Row]
    about: Sequence[tuple[str, str]] = ()
    fixed: int = 0
    column_breaks: Sequence[int] = ()
    row_breaks: Sequence[int] = ()
    groups: Sequence[int] = ()
    totals: int = 0
    notes: Sequence[str] = ()
    is_wide: bool = False

    def list_pages(self) -> list["Sheet"]:
        """The sheet cut at its breaks, in order of reading: across first, then down."""
        return [
            cut_columns(part, first, last)
            for part in self._cut_rows()
            for first, last in self._column_spans()
        ]

    def _column_spans(self) -> list[tuple[int, int]]:
        """The columns of each page beside the fixed ones."""
        return list(pairwise([self.fixed, *self.column_breaks, len(self.columns)]))

    def _cut_rows(self) -> Iterator["Sheet"]:
        spans = list(pairwise([0, *self.row_breaks, len(self.rows)]))
        for first, last in spans:
            is_end = last == len(self.rows)
            yield replace(
                self,
                rows=self.rows[first:last],
                row_breaks=(),
                totals=self.totals if is_end else 0,
                notes=self.notes if is_end else (),
            )


def cut_columns(sheet: Sheet, first: int, last: int) -> Sheet:
    """The fixed columns of a sheet and those from *first* up to *last*; its headings are cut with them."""
    if (first, last) == (sheet.fixed, len(sheet.columns)):
        return sheet
    kept = [*range(sheet.fixed), *range(first, last)]
    return replace(
        sheet,
        columns=[sheet.columns[at] for at in kept],
        headings=cut_headings(sheet.headings, set(kept)),
        rows=[tuple(row[at] for at in kept) for row in sheet.rows],
        column_breaks=(),
    )


def cut_headings(rows: Sequence[Sequence[Heading]], kept: set[int]) -> list[list[Heading]]:
    """The headings over the kept columns; one that loses some of its columns spans the rest."""
    found: list[list[Heading]] = [[] for _row in rows]
    for level, at, heading in place_headings(rows):
        across = sum(place in kept for place in range(at, at + heading.across))
        if across:
            found[level].append(replace(heading, across=across))
    return found


def place_headings(rows: Sequence[Sequence[Heading]]) -> Iterator[tuple[int, int, Heading]]:
    """Every heading with its row and its first column, spans of the rows above taken into account."""
    taken: set[tuple[int, int]] = set()
    for level, row in enumerate(rows):
        at = 0
        for heading in row:
            while (level, at) in taken:
                at += 1
            yield level, at, heading
            taken.update(
                (level + down, at + across)
                for down in range(heading.down)
                for across in range(heading.across)
            )
            at += heading.across
