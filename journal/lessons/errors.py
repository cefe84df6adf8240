"""What is refused when a lesson is cancelled, restored or moved; the pages say it in words."""

from dataclasses import dataclass
from datetime import date

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class LessonHolds(JournalError):
    """R-CANCEL: marks or attendance stand in the lesson, so it took place."""

    lesson_date: date
    entries: int


@dataclass(kw_only=True, eq=False)
class LessonStands(JournalError):
    """The lesson was not cancelled, so there is nothing to restore."""


@dataclass(kw_only=True, eq=False)
class SharedLesson(JournalError):
    """A class's day is cancelled, and other classes take part in this lesson: it is decided by itself."""


@dataclass(kw_only=True, eq=False)
class SlotTaken(JournalError):
    """The class has another lesson at that hour: its day, its number and its course's title."""

    on: date
    number: int
    title: str


@dataclass(kw_only=True, eq=False)
class NoSchoolDay(JournalError):
    """There are no lessons on the day *on*; *name* is that of the holidays, empty for a Sunday."""

    on: date
    name: str = ""


@dataclass(kw_only=True, eq=False)
class OtherPeriod(JournalError):
    """A lesson is moved within its period, from *starts_on* to *ends_on*: its marks count there."""

    starts_on: date
    ends_on: date


@dataclass(kw_only=True, eq=False)
class NoLessons(JournalError):
    """There is no lesson on these days that this could be done to."""


@dataclass(kw_only=True, eq=False)
class BadDays(JournalError):
    """The last day lies before the first, or the days are more than *limit_days*."""

    limit_days: int


@dataclass(kw_only=True, eq=False)
class BadNumber(JournalError):
    """A lesson's number lies between 0 and *largest*."""

    largest: int
