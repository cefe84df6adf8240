"""The archive register: handed to the secretary, on its shelf, taken out and brought back (R-ARCHIVE)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.models import ArchiveLoan, ArchiveVersion, SchoolClass
from journal.permissions.actions import ARCHIVE_KEEP
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_today
from journal.sealing.errors import AlreadyLent
from journal.texts.rules import check_line

LINE_LIMIT, SHELF_LIMIT = 300, 40


def take_over(session: Session, *, actor: Actor, version_id: int, shelf_mark: str) -> ArchiveVersion:
    """The secretary takes a certified journal into the archive, or notes another shelf.

    Raises `Forbidden`, `NotFound`, `Empty`, `TooLong`, `NotRussian`.
    """
    version = _hold_version(session, actor, version_id)
    shelf = check_line(shelf_mark, SHELF_LIMIT, is_required=True)
    before, version.shelf_mark = version.shelf_mark, shelf
    if version.handed_on is None:
        version.handed_to, version.handed_on = actor.person_id, school_today(session)
    if before != shelf:
        _record(session, actor, version, before, shelf)
    session.flush()
    return version


def lend_journal(
    session: Session, *, actor: Actor, version_id: int, taken_by: str, purpose: str
) -> ArchiveLoan:
    """Note who took a printed journal out and what for; raises `AlreadyLent` where it is out."""
    version = _hold_version(session, actor, version_id)
    if find_open_loan(session, version_id) is not None:
        raise AlreadyLent()
    assert actor.person_id is not None
    loan = ArchiveLoan(
        version_id=version_id,
        taken_by=check_line(taken_by, LINE_LIMIT, is_required=True),
        purpose=check_line(purpose, LINE_LIMIT),
        taken_on=school_today(session),
        noted_by=actor.person_id,
    )
    session.add(loan)
    session.flush()
    _record(session, actor, version, "", "taken out")
    return loan


def take_back(session: Session, *, actor: Actor, version_id: int) -> None:
    """Note that a printed journal is back on its shelf; raises `AlreadyLent` where it wasn't out."""
    version = _hold_version(session, actor, version_id)
    loan = find_open_loan(session, version_id)
    if loan is None:
        raise AlreadyLent()
    loan.returned_on = school_today(session)
    session.flush()
    _record(session, actor, version, "taken out", "back")


def find_open_loan(session: Session, version_id: int) -> ArchiveLoan | None:
    """The loan of a journal that is out of the archive."""
    return session.scalar(
        select(ArchiveLoan).where(ArchiveLoan.version_id == version_id, ArchiveLoan.returned_on.is_(None))
    )


def _hold_version(session: Session, actor: Actor, version_id: int) -> ArchiveVersion:
    permit(actor, ARCHIVE_KEEP)
    version = session.scalar(select(ArchiveVersion).where(ArchiveVersion.id == version_id).with_for_update())
    if version is None:
        raise NotFound()
    return version


def _record(session: Session, actor: Actor, version: ArchiveVersion, before: str, after: str) -> None:
    school_class = session.get_one(SchoolClass, version.class_id)
    name = summarise((school_class.name, str(version.number)))
    record_value(
        session,
        actor=actor,
        kind="archive",
        place=Place(year_id=school_class.year_id),
        before=summarise((name, before)) if before else "",
        after=summarise((name, after)),
    )
