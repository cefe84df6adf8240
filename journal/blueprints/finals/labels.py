"""The words of the pages of final marks."""

from typing import NamedTuple

from flask_babel import gettext

from journal.error_messages import show_day
from journal.finals.rules import Category
from journal.locks.rules import LockState


class LockView(NamedTuple):
    """How a window stands: the days that the grid's script reads, and a sentence for people."""

    closed_on: str
    opens_on: str
    sentence: str
    is_open: bool


def build_lock_view(lock: LockState) -> LockView:
    """Describe the window of a period's final marks (R-FINALWINDOW, R-LOCK7)."""
    closed = lock.closed_on.isoformat() if lock.closed_on else ""
    opens = lock.opens_on.isoformat() if lock.opens_on else ""
    return LockView(closed, opens, describe_lock(lock), lock.is_writable)


def describe_lock(lock: LockState) -> str:
    """One sentence about the window."""
    if lock.closed_on:
        return gettext(
            "The final marks were locked on %(day)s. The director can allow a change at a written request.",
            day=show_day(lock.closed_on),
        )
    if lock.opens_on:
        return gettext(
            "Final marks can be entered from %(opens)s to %(last)s.",
            opens=show_day(lock.opens_on),
            last=show_day(lock.last_day),
        )
    return gettext("Final marks can be entered until %(last)s.", last=show_day(lock.last_day))


def name_category(category: Category) -> str:
    """What a category of pupils is called at school."""
    names = {
        Category.EXCELLENT: gettext("Excellent pupils"),
        Category.ONE_FOUR: gettext("With one «4»"),
        Category.GOOD: gettext("Good pupils"),
        Category.ONE_THREE: gettext("With one «3»"),
        Category.PASSING: gettext("Passing"),
        Category.FAILING: gettext("Failing"),
        Category.NOT_ATTESTED: gettext("Not attested"),
        Category.INCOMPLETE: gettext("Marks are missing"),
    }
    return names[category]
