"""The teaching load (тарификация): who teaches what in which classes, and whose tutor one is."""

from dataclasses import dataclass
from decimal import Decimal

from journal.imports.classes import find_class, find_school_year, split_classes
from journal.imports.errors import RowRefused
from journal.imports.headings import Table
from journal.imports.people import FullName, is_nothing, parse_name
from journal.imports.rows import Cells, Corrections, Refusal, RowRef, parse_hours, read_rows, text_of
from journal.imports.subjects import subject_name
from journal.names import fold

MAX_HOURS = 20
DEFAULT_POSITION = "учитель"


@dataclass(frozen=True)
class WorkloadRow:
    """A teacher's subject in some classes: `classes`: a class and its subgroup (None: the whole class)."""

    ref: RowRef
    teacher: FullName
    position: str
    subject: str
    classes: tuple[tuple[str, int | None], ...]
    hours: Decimal
    tutor_of: str


def read_workload(table: Table, corrections: Corrections) -> tuple[list[WorkloadRow], list[Refusal]]:
    """Return the rows of the load; a row without a name goes on with the teacher above it."""
    last: list[tuple[FullName, str]] = []

    def parse(ref: RowRef, cells: Cells) -> WorkloadRow | None:
        teacher, position = _teacher(cells, last[-1] if last else None)
        last.append((teacher, position))
        tutor_text = text_of(cells, "tutor_of")
        tutor_of = "" if is_nothing(tutor_text) else find_class(tutor_text)
        if tutor_of is None:
            raise RowRefused("class-unreadable", text=tutor_text)
        subject = text_of(cells, "subject")
        if not subject:
            raise RowRefused("subject-missing")
        return WorkloadRow(
            ref, teacher, position, subject_name(subject), _classes(cells), _hours(cells), tutor_of
        )

    return read_rows(table, parse, corrections)


def workload_school_year(table: Table) -> int | None:
    """Return the school year of the title «… на 2026/2027 учебный год», or None."""
    return find_school_year(table.title)


def _teacher(cells: Cells, above: tuple[FullName, str] | None) -> tuple[FullName, str]:
    text = text_of(cells, "teacher")
    position = text_of(cells, "position") or DEFAULT_POSITION
    if not text:
        if above is None:
            raise RowRefused("teacher-missing")
        return above[0], text_of(cells, "position") or above[1]
    if fold(text).startswith("вакан"):
        raise RowRefused("teacher-vacant", text=text)
    teacher = parse_name(text)
    if teacher is None:
        raise RowRefused("name-unreadable", text=text)
    return teacher, position


def _classes(cells: Cells) -> tuple[tuple[str, int | None], ...]:
    text = text_of(cells, "classes")
    if not text:
        raise RowRefused("class-missing", text="")
    try:
        return tuple(dict.fromkeys(split_classes(text)))
    except ValueError as error:
        raise RowRefused("class-unreadable", text=str(error)) from error


def _hours(cells: Cells) -> Decimal:
    text = text_of(cells, "hours")
    if not text:
        return Decimal(0)
    hours = parse_hours(text)
    if not 0 <= hours <= MAX_HOURS:
        raise RowRefused("hours-unlikely", text=text)
    return hours
