"""What is refused around extracts; `sentences.py` says it in words."""

from dataclasses import dataclass
from datetime import timedelta

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class WrongStep(JournalError):
    """An application in *state* can't become *wanted*."""

    http_status = 409
    state: str
    wanted: str


@dataclass(kw_only=True, eq=False)
class BadSpan(JournalError):
    """The days asked for have not come («ahead»), are in no order («order») or more than a year («long»)."""

    reason: str


@dataclass(kw_only=True, eq=False)
class IncompleteApplication(JournalError):
    """An application lacks something: *missing* names it."""

    missing: str


@dataclass(kw_only=True, eq=False)
class NoConsent(JournalError):
    """The consent to the processing of personal data was withdrawn: nothing more is made or sent."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class AlreadyHanded(JournalError):
    """The extract was handed over already, or its letter is on the way."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class NothingNew(JournalError):
    """The last extract tells everything up to today."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class TooManyCodes(JournalError):
    """Too many codes that no paper bears were typed from this address; *wait* is left to wait."""

    http_status = 429
    code = "slow-down"
    wait: timedelta
