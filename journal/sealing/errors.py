"""What is refused around the archive register and the closing of a year; `sentences.py` says it in words."""

from dataclasses import dataclass

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class NoPrintout(JournalError):
    """The class has no printout of its whole year yet."""


@dataclass(kw_only=True, eq=False)
class StalePrintout(JournalError):
    """*count* changes were made in the class's journal after it was printed."""

    count: int


@dataclass(kw_only=True, eq=False)
class NothingChanged(JournalError):
    """The class is certified, and nothing was changed since: there is nothing for a new version."""


@dataclass(kw_only=True, eq=False)
class NotCertified(JournalError):
    """The classes *names* have no certified printout yet."""

    names: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class YearNotOver(JournalError):
    """The year's lessons are not over."""


@dataclass(kw_only=True, eq=False)
class AlreadyClosed(JournalError):
    """The year is closed already, or already open again."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class AlreadyLent(JournalError):
    """The printed journal is out of the archive, or was never taken out."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class Undecided(JournalError):
    """The council has not decided about so many pupils of these classes."""

    counts: dict[str, int]
