"""What the history refuses, as data."""

from dataclasses import dataclass
from typing import ClassVar

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class NoText(JournalError):
    """The change has no free text left that could be erased."""


@dataclass(kw_only=True, eq=False)
class TextStands(JournalError):
    """The text still stands in the lesson: *kind* is «topic» or «homework»."""

    kind: str


@dataclass(kw_only=True, eq=False)
class BadOrder(JournalError):
    """An order without a number, or of a day to come."""


@dataclass(kw_only=True, eq=False)
class TooManyRows(JournalError):
    """More changes than one spreadsheet takes."""

    limit: int
    http_status: ClassVar[int] = 413


@dataclass(kw_only=True, eq=False)
class RecordClosed(JournalError):
    """R-CLOSED: the class's journal, or the year, named *name* lies in the archive and takes no change."""

    http_status: ClassVar[int] = 423
    code: ClassVar[str] = "closed"
    name: str
