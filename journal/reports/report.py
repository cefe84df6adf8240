"""A report: a title, headings and rows. Whoever exports one knows no school words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Value = str | int | Decimal | date | datetime | None


@dataclass(frozen=True)
class Heading:
    """The head of a column, and how many characters wide the column wants to be."""

    text: str
    width: int = 16


@dataclass(frozen=True)
class Report:
    """A table; *about* are lines under its title. Rows may be made while they are read, and are read once."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]
    about: Sequence[str] = ()
