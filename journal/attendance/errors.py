"""What is refused around absences; `sentences.py` says it in words."""

from dataclasses import dataclass
from datetime import date

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class OverlappingFact(JournalError):
    """The pupil has a fact of the same kind on some of these days."""

    starts_on: date
    ends_on: date


@dataclass(kw_only=True, eq=False)
class BadSpell(JournalError):
    """The last day lies before the first, or the days are more than *limit_days*."""

    limit_days: int


@dataclass(kw_only=True, eq=False)
class AnnouncedTooLate(JournalError):
    """A family announces today's absence and coming ones, never one that is past."""

    today: date


@dataclass(kw_only=True, eq=False)
class AnnouncedTooEarly(JournalError):
    """An announcement reaches further than *until*."""

    until: date


@dataclass(kw_only=True, eq=False)
class WasPresent(JournalError):
    """A reason is given for a pupil who was at the lesson; *symbol* stands there, empty for nothing."""

    symbol: str


@dataclass(kw_only=True, eq=False)
class AlreadyAnswered(JournalError):
    """The announcement was confirmed or declined already."""

    http_status = 409
