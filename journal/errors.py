"""What the domain refuses.

Errors carry data; their sentence is made at the edge (`error_messages.py`), so that it translates.
`http_status` and `code` tell a browser what to do: «locked», «conflict», «confirm» and «reason» have an
answer of their own on the page, everything else is shown as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar


class JournalError(Exception):
    """The parent of every refusal of the domain."""

    http_status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"

    def __str__(self) -> str:
        """Name the kind only: the fields may hold personal data, and this string reaches logs."""
        return type(self).__name__

    def payload(self) -> dict[str, Any]:
        """Return what a script needs beside the sentence, ready for JSON."""
        return {}


@dataclass(kw_only=True, eq=False)
class NotFound(JournalError):
    """The thing isn't there, or isn't this person's to see: both answer alike."""

    http_status = 404
    code = "missing"


@dataclass(kw_only=True, eq=False)
class SignInRequired(JournalError):
    """Nobody is signed in here, or the session has ended (R-NOPUPIL)."""

    http_status = 401
    code = "sign-in"


@dataclass(kw_only=True, eq=False)
class PasswordChangeRequired(JournalError):
    """A printed password opens nothing but the page that changes it (R-CREDENTIALS)."""

    http_status = 403
    code = "password-change"


@dataclass(kw_only=True, eq=False)
class Forbidden(JournalError):
    """The person's roles don't allow *action* (R-NOPUPIL, `permissions/policy.py`)."""

    http_status = 403
    code = "forbidden"
    action: str


@dataclass(kw_only=True, eq=False)
class Locked(JournalError):
    """R-LOCK14, R-LOCK7: *kind* is «lesson», «final» or «exam»; a final mark's day is its period's last."""

    http_status = 423
    code = "locked"
    kind: str
    lesson_date: date
    last_day: date
    closed_on: date

    def payload(self) -> dict[str, Any]:
        """Return since when it is locked."""
        return {"closed_on": self.closed_on.isoformat(), "last_day": self.last_day.isoformat()}


@dataclass(kw_only=True, eq=False)
class TooFarAhead(JournalError):
    """R-AHEAD14: the day *on* lies *limit_days* or more ahead."""

    on: date
    limit_days: int


@dataclass(kw_only=True, eq=False)
class WindowClosed(JournalError):
    """R-FINALWINDOW: final marks of the period aren't open yet."""

    period_kind: str
    period_number: int
    opens_on: date
    closes_on: date


@dataclass(kw_only=True, eq=False)
class PeriodNotOver(JournalError):
    """R-TUTORFINAL: the tutor fills in final marks only after the period."""

    period_kind: str
    period_number: int
    ends_on: date


@dataclass(kw_only=True, eq=False)
class FinalStands(JournalError):
    """R-TUTORFINAL: a final mark that stands is its teacher's; the tutor fills empty cells only."""

    symbol: str


@dataclass(kw_only=True, eq=False)
class TooEarlyToConfirm(JournalError):
    """R-PERIODEND: a period is confirmed from the opening of its final marks on."""

    opens_on: date


@dataclass(kw_only=True, eq=False)
class ExamClosed(JournalError):
    """Results of an examination are entered in its own window only."""

    opens_on: date
    closes_on: date


@dataclass(kw_only=True, eq=False)
class BadExam(JournalError):
    """An examination can't stand as described: *trouble* is «order», «outside», «target» or «parallel»; or it
    can't be taken away: «results»."""

    trouble: str


@dataclass(kw_only=True, eq=False)
class BadScore(JournalError):
    """A score that isn't a whole number from 0 to *largest*."""

    largest: int


@dataclass(kw_only=True, eq=False)
class NoResults(JournalError):
    """A spreadsheet without a table of names and results."""


@dataclass(kw_only=True, eq=False)
class BadSymbol(JournalError):
    """R-CELL, R-FINALCELL: the typed symbol isn't one of *allowed*."""

    symbol: str
    allowed: Sequence[str]

    def payload(self) -> dict[str, Any]:
        """Return the symbols that would do."""
        return {"allowed": list(self.allowed)}


@dataclass(kw_only=True, eq=False)
class NotOnRoster(JournalError):
    """The pupil isn't on the lesson's roster on that day."""

    on: date


@dataclass(kw_only=True, eq=False)
class Conflict(JournalError):
    """Someone else changed the cell: *now* is what stands there, saved *by* whom and *at* what moment."""

    http_status = 409
    code = "conflict"
    now: dict[str, Any]
    by: str
    at: datetime | None

    def payload(self) -> dict[str, Any]:
        """Return the value that stands in the cell, who wrote it and when."""
        return {"now": self.now, "by": self.by, "at": self.at.isoformat() if self.at else None}


@dataclass(kw_only=True, eq=False)
class Stale(JournalError):
    """A form was filled against a state that has changed since."""

    http_status = 409
    code = "stale"


@dataclass(kw_only=True, eq=False)
class NeedsReason(JournalError):
    """R-AMEND: a saved value is replaced after the lesson's day, or under a grant, without a reason."""

    http_status = 409
    code = "reason"
    before: str
    after: str

    def payload(self) -> dict[str, Any]:
        """Return what would be replaced by what."""
        return {"before": self.before, "after": self.after}


@dataclass(kw_only=True, eq=False)
class NeedsConfirmation(JournalError):
    """A mark beside an absence: whichever comes second asks «точно?»."""

    http_status = 409
    code = "confirm"
    attendance: str
    mark: int

    def payload(self) -> dict[str, Any]:
        """Return the pair that looks odd."""
        return {"attendance": self.attendance, "mark": self.mark}


@dataclass(kw_only=True, eq=False)
class NotRussian(JournalError):
    """R-RUSSIAN: *text* has letters, and none of them is Cyrillic."""

    text: str


@dataclass(kw_only=True, eq=False)
class TooLong(JournalError):
    """A text of more than *limit* characters."""

    limit: int


@dataclass(kw_only=True, eq=False)
class Empty(JournalError):
    """A text that must say something says nothing."""


@dataclass(kw_only=True, eq=False)
class OutsideYear(JournalError):
    """The date *on* isn't in the academic year."""

    on: date
    starts_on: date
    ends_on: date


@dataclass(kw_only=True, eq=False)
class DueTooEarly(JournalError):
    """Homework can't be due on the day of its lesson or before it."""

    lesson_date: date


@dataclass(kw_only=True, eq=False)
class LessonCancelled(JournalError):
    """R-CANCEL: nothing is written into a lesson that did not take place."""

    lesson_date: date


@dataclass(kw_only=True, eq=False)
class ColumnInUse(JournalError):
    """Column 1 is never moved or deleted, and a column with marks isn't deleted either."""

    is_first: bool


@dataclass(kw_only=True, eq=False)
class BadWeight(JournalError):
    """The weight of a column lies outside *smallest*…*largest*."""

    smallest: Decimal
    largest: Decimal


@dataclass(kw_only=True, eq=False)
class BadLink(JournalError):
    """An address that isn't a plain http or https link."""


@dataclass(kw_only=True, eq=False)
class BadFile(JournalError):
    """A file of a type that isn't among *allowed* (names as people know them)."""

    allowed: Sequence[str]


@dataclass(kw_only=True, eq=False)
class FileTooBig(JournalError):
    """A file, or all that was sent at once, larger than *limit_mb* megabytes."""

    http_status = 413
    limit_mb: int


@dataclass(kw_only=True, eq=False)
class BadRequest(JournalError):
    """A script sent something of another shape than the journal's own pages send."""

    http_status = 400
    code = "shape"


@dataclass(kw_only=True, eq=False)
class DatabaseNotEmpty(JournalError):
    """A school is made in an empty database only."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class BadSettings(JournalError):
    """A row of a year's settings can't stand; *trouble* says why, as `setup/rules.py` names it."""

    trouble: str


@dataclass(kw_only=True, eq=False)
class Frozen(JournalError):
    """The limits of a year that has begun stay as they are."""

    http_status = 409


@dataclass(kw_only=True, eq=False)
class OldSchema(JournalError):
    """The database has the tables of another version of the program."""

    http_status = 503


@dataclass(kw_only=True, eq=False)
class HistoryUnguarded(JournalError):
    """R-AMEND: rows of the history could be updated or deleted: triggers or missing rights are gone."""

    http_status = 503


@dataclass(kw_only=True, eq=False)
class ClockSetBack(JournalError):
    """R-AMEND: the computer's clock says *now*, the record knows *latest*; both by the school's clock."""

    http_status = 503
    code = "clock"
    latest: datetime
    now: datetime


@dataclass(kw_only=True, eq=False)
class NoSchool(NotFound):
    """The database holds no school yet."""
