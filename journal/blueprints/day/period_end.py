"""The part of a day about periods that end: what waits for the person's confirmation (R-PERIODEND)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from journal.blueprints.day.parts import Desk
from journal.finals.pages import (
    DuePeriod,
    PeriodPage,
    TutoredClass,
    list_due_periods,
    list_pages,
    list_unconfirmed_classes,
)
from journal.locks.services import make_limits
from journal.permissions.actions import FINALS_WATCH
from journal.permissions.policy import is_permitted
from journal.school_calendar.names import name_period


class PageCount(NamedTuple):
    """How many pages a period has, and how many of them are confirmed."""

    pages: int
    confirmed: int


class PeriodEnd(NamedTuple):
    """What is left to do for a period while its final marks are open; a count for the heads only."""

    id: int
    name: str
    last_day: date
    pages: Sequence[PeriodPage]
    classes: Sequence[TutoredClass]
    school: PageCount | None


def list_period_ends(desk: Desk, *, is_tutor: bool) -> list[PeriodEnd]:
    """The periods that end about today, those with something left to do; one query where none does."""
    session, year = desk.session, desk.get_year()
    due = list_due_periods(session, year, make_limits(year), today=desk.today, zone=desk.zone)
    ids = [one.period.id for one in due]
    if not ids:
        return []
    person_id, on = desk.person_id, desk.today
    watches = is_permitted(desk.actor, FINALS_WATCH)
    pages = list_pages(session, ids, person_id=person_id, on=on, of_school=watches)
    classes = list_unconfirmed_classes(session, ids, person_id=person_id, on=on) if is_tutor else []
    ends = [describe_end(one, pages, classes, watches=watches) for one in due]
    return [end for end in ends if end.pages or end.classes or end.school]


def describe_end(
    due: DuePeriod, pages: Sequence[PeriodPage], classes: Sequence[TutoredClass], *, watches: bool
) -> PeriodEnd:
    """One period with what is left of the person's own, and for a head how far the school is."""
    period = due.period
    here = [page for page in pages if page.period_id == period.id]
    waiting = [page for page in here if not page.is_confirmed]
    return PeriodEnd(
        id=period.id,
        name=name_period(period.kind, period.number),
        last_day=due.last_day,
        pages=[page for page in waiting if page.is_own],
        classes=[own for own in classes if own.period_id == period.id],
        school=PageCount(len(here), len(here) - len(waiting)) if watches and waiting else None,
    )
