"""What is refused around the archive; `sentences.py` says it in words."""

from dataclasses import dataclass
from datetime import date

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class BadInterval(JournalError):
    """The days asked for don't lie in the academic year, or the last one lies before the first."""

    starts_on: date
    ends_on: date


@dataclass(kw_only=True, eq=False)
class NothingToPrint(JournalError):
    """There is no class to print."""
