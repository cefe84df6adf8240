"""What can go wrong with somebody's spreadsheet, as data; the sentence is made in `sentences.py`."""

from dataclasses import dataclass, field
from typing import Any

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class WorkbookRefused(JournalError):
    """A whole file can't be read: its name, the kind of trouble, and the figures that the sentence needs."""

    file: str
    trouble: str
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True, eq=False)
class UnansweredQuestions(JournalError):
    """An import can't be written while questions are open; the preview shows them."""

    count: int


@dataclass(kw_only=True, eq=False)
class NobodyToRecord(JournalError):
    """The command line imports exemptions, and the school has no administrator who could answer for them."""


@dataclass(kw_only=True, eq=False)
class NothingToImport(JournalError):
    """There is no spreadsheet in the folder, or among the sent files."""

    folder: str = ""


@dataclass(kw_only=True, eq=False)
class AnswersUnreadable(JournalError):
    """The answers file isn't there, or isn't JSON as it was written."""

    path: str


@dataclass(kw_only=True, eq=False)
class PlanInUse(JournalError):
    """Lessons have taken up topics of the present plan, so another one can't take its place (R-PLAN)."""


class RowRefused(Exception):
    """One row can't be taken: a code and the data that its sentence needs; the reader adds sheet and row."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code, self.data = code, data
