"""When homework is due, and when it counts as entered (R-SAMEDAY, R-TOPIC)."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from journal.errors import DueTooEarly, OutsideYear

# Stored as it is shown: the school's own words. It counts as an entry.
NO_HOMEWORK = "Нет домашнего задания"


def compute_due(lesson_on: date, lesson_dates: Sequence[date], chosen: date | None = None) -> date | None:
    """Return the day on which homework of a lesson is due.

    That is the *chosen* day, else the first later day on which the course has a lesson (the second hour of a
    double lesson doesn't count), else None. *lesson_dates* are the course's, sorted.
    """
    if chosen is not None:
        return chosen
    following = bisect_right(lesson_dates, lesson_on)
    return lesson_dates[following] if following < len(lesson_dates) else None


def check_due(chosen: date | None, *, lesson_on: date, starts_on: date, ends_on: date) -> None:
    """Refuse a chosen day outside the year (OutsideYear) or not after the lesson's day (DueTooEarly)."""
    if chosen is None:
        return
    if not starts_on <= chosen <= ends_on:
        raise OutsideYear(on=chosen, starts_on=starts_on, ends_on=ends_on)
    if chosen <= lesson_on:
        raise DueTooEarly(lesson_date=lesson_on)


def is_no_homework(text: str) -> bool:
    """Tell whether the text says that nothing is set; an empty text says nothing at all."""
    return " ".join(text.split()).rstrip(".").casefold() == NO_HOMEWORK.casefold()
