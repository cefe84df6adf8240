"""What is in the archive takes no change: asked for every amendment, so no way in can forget it (R-CLOSED).

A class is closed by its certified printout, a year by the director. Only a change under a grant passes, and
what is no record of the journal: requests, extracts, the scheduler's own work.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from journal.amendments.errors import RecordClosed
from journal.models import AcademicYear, ArchiveVersion, SchoolClass, YearClosing

FREE_KINDS = frozenset(
    {
        "application",
        "archive",
        "erasure",
        "exam-seen",
        "extract",
        "grant",
        "request",
        "slip",
        "year-closing",
    }
)
FREE_SOURCES = frozenset({"scheduler", "demo"})
KNOWN_OPEN = "known_open"  # what was asked already in this transaction: an import changes thousands of rows
Key = tuple[tuple[int, ...], int | None]


def check_not_closed(
    session: Session, *, kind: str, source: str, class_ids: Collection[int], year_id: int | None
) -> None:
    """Raise RecordClosed for a change without a grant in a class or year that lies in the archive."""
    if kind in FREE_KINDS or source in FREE_SOURCES or not (class_ids or year_id):
        return
    known: set[Key] = session.info.setdefault(KNOWN_OPEN, set())
    key = tuple(sorted(class_ids)), year_id
    if key in known:
        return
    closed = find_closing(session, class_ids=class_ids, year_id=year_id)
    if closed:
        raise RecordClosed(name=closed)
    known.add(key)


def forget_what_is_open(session: Session) -> None:
    """Look again in this transaction: something was just closed."""
    session.info.pop(KNOWN_OPEN, None)


def find_closing(session: Session, *, class_ids: Collection[int], year_id: int | None) -> str | None:
    """What closes these classes or this year: the class's or the year's name, None while all is open."""
    certified = (
        select(SchoolClass.parallel, SchoolClass.letter, AcademicYear.starts_on)
        .join(ArchiveVersion, ArchiveVersion.class_id == SchoolClass.id)
        .join(AcademicYear, AcademicYear.id == SchoolClass.year_id)
        .where(SchoolClass.id.in_(class_ids))
    )
    years_of_classes = select(SchoolClass.year_id).where(SchoolClass.id.in_(class_ids))
    closed = (
        select(literal(None), literal(None), AcademicYear.starts_on)
        .join(YearClosing, YearClosing.year_id == AcademicYear.id)
        .where(
            YearClosing.reopened_at.is_(None),
            or_(AcademicYear.id == year_id, AcademicYear.id.in_(years_of_classes)),
        )
    )
    found: Sequence[Any] = session.execute(union_all(certified, closed).limit(1)).all()
    if not found:
        return None
    parallel, letter, starts_on = found[0]
    year = f"{starts_on.year}/{starts_on.year + 1}"
    return f"{parallel}{letter}, {year}" if parallel else year
