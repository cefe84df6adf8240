"""How a sheet's header is found by meaning: in one row or two, in any order of columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from journal.imports.classes import find_class
from journal.imports.synonyms import CLASS_PREFIX, ROOM_PREFIX, SYNONYMS, Kind, list_meanings
from journal.imports.workbook import Sheet, as_text, texts

HEADER_DEPTH = 25
MIN_KNOWN = 2
SKIP = "skip"


REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.PUPILS: ("name",),
    Kind.WORKLOAD: ("teacher", "subject", "classes"),
    Kind.TIMETABLE: ("lesson", "classes"),
    Kind.PLAN: ("topic",),
}
ROOM_HEADINGS = frozenset({"каб", "кабинет", "ауд", "аудитория", "№ каб", "к"})


@dataclass(frozen=True)
class Table:
    """A sheet whose header was found: what each column means.

    `asked` are the headings that the synonyms don't know; a person may have matched them by hand.
    """

    kind: Kind
    sheet: Sheet
    header: int
    first: int
    columns: Mapping[str, int]
    asked: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the meanings without which no row of this kind can be read."""
        return tuple(meaning for meaning in REQUIRED[self.kind] if not _has(self.columns, meaning))

    @property
    def title(self) -> str:
        """Return the text above the header."""
        return "\n".join(text for row in self.sheet.rows[: self.header] for _, text in texts(row))


def normalise_heading(text: str) -> str:
    """Return a heading in lower case, ё as е, with only letters, digits and № left, single spaces between."""
    lowered = text.casefold().replace("ё", "е").replace("№", " № ")
    return " ".join(re.sub(r"[^\w№]|_", " ", lowered).split())


def match_heading(kind: Kind, heading: str) -> str | None:
    """Return the meaning of a heading, or None.

    A synonym counts when it stands in the heading as whole words; the first one wins, then the longest.
    """
    words = f" {normalise_heading(heading)} "
    best: tuple[int, int, str] | None = None
    for meaning, synonyms in SYNONYMS[kind].items():
        for synonym in synonyms:
            place = _place(words, synonym)
            if place is not None and (best is None or (place, -len(synonym)) < best[:2]):
                best = (place, -len(synonym), meaning)
    return best[2] if best else None


def find_table(
    sheet: Sheet, *, kind: Kind | None = None, by_hand: Mapping[str, str] | None = None
) -> Table | None:
    """Find the header of a sheet by meaning, in one row or two.

    `kind` is given when a person has said what the sheet is: then the row with the most headings is taken,
    known or not. `by_hand` maps headings to meanings (or `SKIP`). Returns None when no header is found.
    """
    best: tuple[tuple[int, int], Table] | None = None
    for position in range(min(HEADER_DEPTH, len(sheet.rows))):
        filled = sum(isinstance(cell, str) for cell in sheet.rows[position]) if kind else 0
        for candidate in (kind,) if kind else Kind:
            for table in _tables(sheet, candidate, position, by_hand or {}):
                score = (_score(table), filled)
                is_likely = kind or (_count_known(table) >= MIN_KNOWN and score[0] >= 0)
                if is_likely and (best is None or score > best[0]):
                    best = (score, table)
    return best[1] if best else None


def _tables(sheet: Sheet, kind: Kind, position: int, by_hand: Mapping[str, str]) -> Iterator[Table]:
    """Yield the table that begins with this header row; then the one whose header goes on in the row below.

    A row can be the upper half of a header only if it names columns by itself: a sheet's title doesn't.
    """
    top = [as_text(cell) for cell in sheet.rows[position]]
    single = _match(sheet, kind, position, 1, top, by_hand)
    yield single
    below = sheet.rows[position + 1] if position + 1 < len(sheet.rows) else ()
    if (
        not below
        or _count_known(single) < MIN_KNOWN
        or not all(cell is None or isinstance(cell, str) for cell in below)
    ):
        return
    headings, last = [], ""
    for heading, cell in zip(top, below, strict=True):
        last = heading or last
        bottom = as_text(cell)
        headings.append(f"{last} {bottom}" if bottom else heading)
    yield _match(sheet, kind, position, 2, headings, by_hand)


def _place(words: str, synonym: str) -> int | None:
    if synonym.startswith("="):
        return 0 if words == f" {synonym[1:]} " else None
    place = words.find(f" {synonym} ")
    return None if place < 0 else place


def _has(columns: Mapping[str, int], meaning: str) -> bool:
    if meaning == "name":
        return "name" in columns or {"last_name", "first_name"} <= columns.keys()
    if meaning == "classes":
        return "classes" in columns or any(column.startswith(CLASS_PREFIX) for column in columns)
    return meaning in columns


def _match(
    sheet: Sheet, kind: Kind, position: int, depth: int, headings: list[str], by_hand: Mapping[str, str]
) -> Table:
    columns: dict[str, int] = {}
    asked: list[str] = []
    last_class = ""
    for place, heading in enumerate(headings):
        meaning = _meaning(kind, heading, last_class)
        if meaning is None or meaning in columns:
            if not heading and all(row[place] is None for row in sheet.rows[position + depth :]):
                continue
            label = _label(heading, place, asked)
            asked.append(label)
            meaning = by_hand.get(label) if by_hand.get(label) in (*list_meanings(kind), SKIP) else None
        if meaning and meaning != SKIP:
            last_class = (
                meaning.removeprefix(CLASS_PREFIX) if meaning.startswith(CLASS_PREFIX) else last_class
            )
            columns.setdefault(meaning, place)
    return Table(kind, sheet, position, position + depth, columns, tuple(asked))


def _label(heading: str, place: int, taken: list[str]) -> str:
    """Name a column for a person: its heading, with the column's letter where that alone would be unclear."""
    label = " ".join(heading.split())
    return label if label and label not in taken else f"{label} [{_letter(place)}]".strip()


def _meaning(kind: Kind, heading: str, last_class: str) -> str | None:
    if not heading:
        return None
    if kind is Kind.TIMETABLE:
        if normalise_heading(heading) in ROOM_HEADINGS and last_class:
            return ROOM_PREFIX + last_class
        if len(heading) <= 12 and (class_name := find_class(heading)):
            return CLASS_PREFIX + class_name
    return match_heading(kind, heading)


def _count_known(table: Table) -> int:
    """Count the columns whose meaning is known; numbers prove nothing, nor a timetable without classes."""
    if table.kind is Kind.TIMETABLE and not _has(table.columns, "classes"):
        return 0
    return sum(meaning != "number" for meaning in table.columns)


def _score(table: Table) -> int:
    """Count what speaks for a header: known columns, less the necessary ones that are missing."""
    return _count_known(table) - 2 * len(table.missing)


def _letter(place: int) -> str:
    """Return the letter of a column as spreadsheets show it: 0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
