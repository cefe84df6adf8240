"""What is refused around the windows of final marks; the pages of the year say it in words."""

from dataclasses import dataclass
from datetime import date

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class WindowOpened(JournalError):
    """R-FINALWINDOW: final marks have opened, so their opening isn't moved any more."""

    opened_on: date


@dataclass(kw_only=True, eq=False)
class BadOpening(JournalError):
    """R-FINALWINDOW: final marks open from *first* to *last*: R-AHEAD14 and R-LOCK7 leave no other day."""

    first: date
    last: date
