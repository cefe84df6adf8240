"""What is in the archive takes no change: asked before every commit, so no way in can forget it (R-CLOSED).

A class is closed by its certified printout, a year by the director. Only a change under a grant passes, and
what is no record of the journal: requests, extracts, the scheduler's own work.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from journal.amendments.chain import list_queued
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


def check_open(session: Session) -> None:
    """Raise RecordClosed if this transaction changes what lies in the archive, without a grant.

    Asked once, before the commit: no service can forget it, and no view can go on after it.
    """
    class_ids: set[int] = set()
    year_ids: set[int] = set()
    for amendment, classes in list_queued(session):
        if amendment.grant_id is None and is_record(amendment.kind, amendment.source):
            class_ids.update(classes)
            if amendment.year_id is not None:
                year_ids.add(amendment.year_id)
    closed = find_closing(session, class_ids, year_ids) if class_ids or year_ids else None
    if closed:
        raise RecordClosed(name=closed)


def is_record(kind: str, source: str) -> bool:
    """Whether a change of this kind and source changes the journal's records."""
    return kind not in FREE_KINDS and source not in FREE_SOURCES


def find_closing(session: Session, class_ids: Collection[int], year_ids: Collection[int]) -> str | None:
    """What closes one of these classes or years: the class's or the year's name, None while all is open."""
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
            or_(AcademicYear.id.in_(year_ids), AcademicYear.id.in_(years_of_classes)),
        )
    )
    found: Sequence[Any] = session.execute(union_all(certified, closed).limit(1)).all()
    if not found:
        return None
    parallel, letter, starts_on = found[0]
    year = f"{starts_on.year}/{starts_on.year + 1}"
    return f"{parallel}{letter}, {year}" if parallel else year
