"""What is refused around requests to unlock; `sentences.py` says it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class RequestStands(JournalError):
    """The request is in a *state* that doesn't allow this step: it was decided, withdrawn or not sent yet."""

    http_status = 409
    state: str


@dataclass(kw_only=True, eq=False)
class Incomplete(JournalError):
    """A request can't be sent without *what*: «cells», «ground», «why» or «papers»."""

    what: str


@dataclass(kw_only=True, eq=False)
class CellNotLocked(JournalError):
    """The lesson or period of the day *on* is open until *last_day*; there is nothing to ask for."""

    on: date
    last_day: date


@dataclass(kw_only=True, eq=False)
class CellOpened(JournalError):
    """A grant holds for the cell already, until *deadline*."""

    on: date
    deadline: datetime


@dataclass(kw_only=True, eq=False)
class ForeignCell(JournalError):
    """The person couldn't write there even before the lock: not the own course, class or kind of entry."""

    http_status = 403


@dataclass(kw_only=True, eq=False)
class TooManyCells(JournalError):
    """A request names more than *limit* cells."""

    limit: int


@dataclass(kw_only=True, eq=False)
class TooManyPapers(JournalError):
    """A request has more than *limit* documents."""

    limit: int


@dataclass(kw_only=True, eq=False)
class EmptyPaper(JournalError):
    """The file *name* has nothing in it."""

    name: str


@dataclass(kw_only=True, eq=False)
class LyingPaper(JournalError):
    """The file *name* isn't what its ending says; *kind* is what it is, empty for a kind not accepted."""

    name: str
    kind: str
    allowed: Sequence[str]


@dataclass(kw_only=True, eq=False)
class DeadlinePassed(JournalError):
    """A grant can't end before *today*."""

    today: date


@dataclass(kw_only=True, eq=False)
class DeadlineTooFar(JournalError):
    """A grant may last until *latest* at most."""

    latest: date


@dataclass(kw_only=True, eq=False)
class NothingGranted(JournalError):
    """A decision to grant names no cell."""


@dataclass(kw_only=True, eq=False)
class OwnRequest(JournalError):
    """Nobody decides on the own request."""

    http_status = 403


@dataclass(kw_only=True, eq=False)
class NobodyDecides(JournalError):
    """No director and no named deputy but the asking person: an order has to name one first."""


@dataclass(kw_only=True, eq=False)
class NotADeputy(JournalError):
    """The right to decide is delegated to a deputy only."""


@dataclass(kw_only=True, eq=False)
class BadOrder(JournalError):
    """An order's days can't stand; *trouble* is «order», «past» or «long»."""

    trouble: str
