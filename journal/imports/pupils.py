"""Lists of pupils with their parents: a sheet a class, or one sheet with a column for the class."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from journal.imports.classes import find_class, school_year_of, search_class
from journal.imports.errors import RowRefused
from journal.imports.headings import Table
from journal.imports.notes import Notes, parse_notes
from journal.imports.people import FullName, is_nothing, parse_date, parse_name, take_phones
from journal.imports.rows import Cells, Corrections, Refusal, RowRef, read_rows, text_of
from journal.imports.workbook import as_text
from journal.names import fold

AGES = range(5, 22)
LIST_DATE = re.compile(r"\bна\s+(\d{1,2}\s+[а-яё]+\s+20\d\d|\d{1,2}\.\d{1,2}\.20\d\d)", re.IGNORECASE)
PARENT_LABEL = re.compile(
    r"^(мать|мама|отец|папа|опекун|родитель|бабушка|дедушка)\b\s*[:–—-]?\s*", re.IGNORECASE
)
KINDS = {"мать": "mother", "мама": "mother", "отец": "father", "папа": "father"}


@dataclass(frozen=True)
class ParentCell:
    """A parent as a pupil's row names one; `kind` is mother, father or guardian."""

    kind: str
    name: FullName
    phones: tuple[str, ...]


@dataclass(frozen=True)
class PupilRow:
    """A pupil as the list has it."""

    ref: RowRef
    class_name: str
    name: FullName
    birth_date: date | None
    file_number: str
    address: str
    phone: str
    parents: tuple[ParentCell, ...]
    notes: Notes

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes this pupil one person: twins of one name differ by file number and birth date."""
        return self.name.key, fold(self.file_number), str(self.birth_date or "")


class Register:
    """Whose rows were read already, and which personal file numbers the school has given to whom."""

    def __init__(self, file_numbers: Mapping[str, str]) -> None:
        """Take the numbers in use: a number in small letters → the key of its pupil's name."""
        self.file_numbers = dict(file_numbers)
        self.rows: dict[tuple[str, str, str], RowRef] = {}

    def add(self, pupil: PupilRow) -> None:
        """Take a pupil in, or refuse the row: listed already, or with another pupil's file number."""
        if (row := self.rows.get(pupil.key)) is not None:
            raise RowRefused("pupil-twice", sheet=row.sheet, row=str(row.row))
        number = fold(pupil.file_number)
        if number and self.file_numbers.setdefault(number, pupil.name.key) != pupil.name.key:
            raise RowRefused("file-number-taken", text=pupil.file_number)
        self.rows[pupil.key] = pupil.ref


def read_pupils(
    table: Table, corrections: Corrections, *, school_year: int, register: Register
) -> tuple[list[PupilRow], list[Refusal]]:
    """Return the pupils of a sheet and its refused rows."""
    sheet_class = find_class(table.sheet.title) or search_class(table.title) or ""

    def parse(ref: RowRef, cells: Cells) -> PupilRow:
        pupil = _parse_pupil(ref, cells, sheet_class, school_year)
        register.add(pupil)
        return pupil

    return read_rows(table, parse, corrections)


def list_date(title: str) -> date | None:
    """Return the day that a list is made for: «на 1 сентября 2026 г.»."""
    match = LIST_DATE.search(title)
    return parse_date(match.group(1)) if match else None


def list_school_year(table: Table) -> int | None:
    """Return the school year that a list's title speaks of, or None."""
    day = list_date(table.title)
    return school_year_of(day) if day else None


def _parse_pupil(ref: RowRef, cells: Cells, sheet_class: str, school_year: int) -> PupilRow:
    name = _pupil_name(cells)
    class_text = text_of(cells, "school_class")
    class_name = find_class(class_text) if class_text else sheet_class
    if not class_name:
        raise RowRefused("class-missing", text=class_text)
    birth_date = _birth_date(cells, school_year)
    file_number = text_of(cells, "file_number", limit=40)
    if is_nothing(file_number):
        file_number = ""
    if birth_date is None and not file_number:
        raise RowRefused("identity-missing")
    phone = take_phones_or_refuse(text_of(cells, "phone"))[1]
    return PupilRow(
        ref=ref,
        class_name=class_name,
        name=name,
        birth_date=birth_date,
        file_number=file_number,
        address="" if is_nothing(text_of(cells, "address")) else text_of(cells, "address"),
        phone=phone[0] if phone else "",
        parents=tuple(_parents(cells)),
        notes=parse_notes(as_text(cells.get("note")), school_year=school_year),
    )


def _pupil_name(cells: Cells) -> FullName:
    parts = [text_of(cells, part) for part in ("last_name", "first_name", "middle_name")]
    text = text_of(cells, "name") or " ".join(part for part in parts if part)
    if not text:
        raise RowRefused("name-missing")
    name = parse_name(text)
    if name is None:
        raise RowRefused("name-unreadable", text=text)
    return name


def _birth_date(cells: Cells, school_year: int) -> date | None:
    text = text_of(cells, "birth_date")
    if is_nothing(text):
        return None
    born = parse_date(cells["birth_date"])
    if born is None:
        raise RowRefused("date-unreadable", text=text)
    if school_year - born.year not in AGES:
        raise RowRefused("birth-date-unlikely", text=text)
    return born


def _parents(cells: Cells) -> Iterator[ParentCell]:
    for kind in ("mother", "father"):
        yield from _parent_cells(as_text(cells.get(kind)), text_of(cells, f"{kind}_phone"), kind)
    yield from _parent_cells(as_text(cells.get("parents")), text_of(cells, "parents_phone"), "guardian")


def _parent_cells(text: str, phone_text: str, kind: str) -> Iterator[ParentCell]:
    """Read one cell; it may name several people, each on a line or after a «;», perhaps labelled «мать:»."""
    _, own_phones = take_phones_or_refuse(phone_text)
    for part in re.split(r"[;\n]", text):
        label = PARENT_LABEL.match(part.strip())
        words, phones = take_phones_or_refuse(part.strip()[label.end() :] if label else part.strip())
        if is_nothing(words):
            continue
        name = parse_name(words)
        if name is None:
            raise RowRefused("parent-unreadable", text=part.strip())
        this_kind = KINDS.get(label.group(1).casefold(), "guardian") if label else kind
        yield replace(ParentCell(this_kind, name, phones or own_phones))


def take_phones_or_refuse(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text from its phones, or refuse the row for a phone that can't be one."""
    if is_nothing(text):
        return "", ()
    try:
        return take_phones(text)
    except ValueError as error:
        raise RowRefused("phone-unreadable", text=str(error)) from error
