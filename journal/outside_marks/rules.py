"""What a mark of another organisation may be, and how late it was entered (R-NEWCOMER). Plain values."""

from datetime import date, timedelta

from journal.outside_marks.errors import BadReport

ENTRY_DAYS = 3
OLDEST = timedelta(days=730)
MOST_MARKS = 300
SMALLEST_MARK, LARGEST_MARK = 1, 5


def count_days_late(enrolled_on: date, entered_on: date) -> int:
    """Return by how many days marks came later than three days after the enrolment; they aren't refused."""
    return max(0, (entered_on - enrolled_on).days - ENTRY_DAYS)


def check_document(dated_on: date, today: date) -> None:
    """A report is not of tomorrow and not older than two years; raise BadReport."""
    if dated_on > today:
        raise BadReport(trouble="future")
    if today - dated_on > OLDEST:
        raise BadReport(trouble="old")


def check_count(count: int) -> None:
    """A report has marks, and not more than a year has; raise BadReport."""
    if not count:
        raise BadReport(trouble="empty")
    if count > MOST_MARKS:
        raise BadReport(trouble="long")


def parse_marks(text: str) -> list[int]:
    """The marks that a line like «5 4 4» or «5, 4» names, in its order; raise BadReport."""
    typed = text.replace(",", " ").replace(";", " ").split()
    if not all(
        len(one) == 1 and one.isdecimal() and SMALLEST_MARK <= int(one) <= LARGEST_MARK for one in typed
    ):
        raise BadReport(trouble="mark")
    return [int(one) for one in typed]
