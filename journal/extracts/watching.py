"""What the heads watch: who was in time, by month and against last year; and the register of sendings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.extracts.queries import TO_MAKE
from journal.extracts.rules import Timeliness, count_timeliness
from journal.models import AcademicYear, Extract, ExtractApplication, Person
from journal.school import school_zone

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Month:
    """A month of the school year: this year's counts beside those of the year before."""

    first: date
    present: Timeliness
    former: Timeliness


@dataclass(frozen=True)
class Sending:
    """An extract that went by post: when, to whom, where to, and its register number."""

    extract_id: int
    sent_on: date
    applicant: str
    address: str
    register: str
    sent_by: str


def list_months(session: Session, year: AcademicYear, today: date) -> list[Month]:
    """The months of a school year, each beside the same month of the year before (R-OWNER)."""
    former_first = shift_month(year.starts_on.replace(day=1), -MONTHS_OF_A_YEAR)
    counts = {one.month: one for one in _count(session, former_first, year.ends_on, today)}
    firsts = [shift_month(year.starts_on.replace(day=1), number) for number in range(MONTHS_OF_A_YEAR)]
    return [
        Month(
            first,
            counts.get(first) or Timeliness(first, 0, 0),
            counts.get(before) or Timeliness(before, 0, 0),
        )
        for first in firsts
        for before in [shift_month(first, -MONTHS_OF_A_YEAR)]
    ]


def shift_month(first: date, by: int) -> date:
    """The first day of the month that lies *by* months after another one's."""
    months = first.year * MONTHS_OF_A_YEAR + first.month - 1 + by
    return date(months // MONTHS_OF_A_YEAR, months % MONTHS_OF_A_YEAR + 1, 1)


def _count(session: Session, first: date, last: date, today: date) -> list[Timeliness]:
    """In time and late by month: of the extracts made, and of those that should have been."""
    zone = school_zone(session)
    made = session.execute(select(Extract.due_on, Extract.made_at).where(Extract.due_on.between(first, last)))
    waiting = session.scalars(
        select(ExtractApplication.due_on).where(TO_MAKE, ExtractApplication.due_on.between(first, last))
    )
    pairs: list[tuple[date, date | None]] = [
        (row.due_on, row.made_at.astimezone(zone).date()) for row in made
    ]
    pairs += [(due_on, None) for due_on in waiting if due_on is not None]
    return count_timeliness(pairs, today)


def list_sendings(session: Session, first: date, last: date) -> Sequence[Sending]:
    """What was sent by post between two days of the school, in order of time (R-DELIVERY)."""
    zone = school_zone(session)
    begins, ends = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    rows = session.execute(
        select(
            Extract.id,
            Extract.handed_at,
            ExtractApplication.applicant,
            ExtractApplication.address,
            Extract.handed_note,
            Person,
        )
        .join(ExtractApplication, ExtractApplication.id == Extract.application_id)
        .outerjoin(Person, Person.id == Extract.handed_by)
        .where(Extract.handed_way == "post", Extract.handed_at >= begins, Extract.handed_at < ends)
        .order_by(Extract.handed_at, Extract.id)
    )
    return [
        Sending(key, at.astimezone(zone).date(), applicant, address, note, by.full_name if by else "")
        for key, at, applicant, address, note, by in rows
        if at is not None
    ]
