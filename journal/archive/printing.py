"""Asking for papers: of one class, or of the whole school (R-ARCHIVE).

A printing is a list of classes that wait. `press.py` makes them one by one; asked for again while it isn't
done, it goes on where it was, and nothing is made twice.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.archive.errors import BadInterval, NothingToPrint
from journal.archive.queries import get_class_with_year
from journal.models import AcademicYear, Printing, PrintingClass, SchoolClass
from journal.permissions.actions import ARCHIVE_PRINT, ARCHIVE_PRINT_SCHOOL
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target
from journal.school import get_year
from journal.sheets.records import Stay


def print_class(session: Session, *, actor: Actor, class_id: int, interval: Stay) -> Printing:
    """Ask for the papers of one class; raise `NotFound`, `Forbidden` or `BadInterval`."""
    permit(actor, ARCHIVE_PRINT, class_target(session, class_id))
    _school_class, year = get_class_with_year(session, class_id)
    return _ask(session, actor, year, interval, class_id, [class_id])


def print_school(session: Session, *, actor: Actor, year_id: int, interval: Stay) -> Printing:
    """Ask for the papers of every class of a year; raise `Forbidden`, `BadInterval` or `NothingToPrint`."""
    permit(actor, ARCHIVE_PRINT_SCHOOL)
    year = get_year(session, year_id)
    class_ids = session.scalars(
        select(SchoolClass.id)
        .where(SchoolClass.year_id == year_id)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    ).all()
    if not class_ids:
        raise NothingToPrint()
    return _ask(session, actor, year, interval, None, class_ids)


def steer_class(session: Session, *, actor: Actor, class_id: int, goes_on: bool) -> None:
    """Stop the printing of a class, or let it go on; raise `NotFound` or `Forbidden`."""
    permit(actor, ARCHIVE_PRINT, class_target(session, class_id))
    _school_class, year = get_class_with_year(session, class_id)
    _steer(_find_last(session, year.id, class_id), session, goes_on)


def steer_school(session: Session, *, actor: Actor, year_id: int, goes_on: bool) -> None:
    """Stop the printing of all classes after those at hand, or let it go on; raise `Forbidden`."""
    permit(actor, ARCHIVE_PRINT_SCHOOL)
    _steer(_find_last(session, year_id, None), session, goes_on)


def _find_last(session: Session, year_id: int, class_id: int | None) -> Printing | None:
    """The last printing of one class, or of the school, held until the end of the transaction."""
    query = select(Printing).where(Printing.year_id == year_id, Printing.class_id == class_id)
    return session.scalar(query.order_by(Printing.id.desc()).limit(1).with_for_update())


def _steer(printing: Printing | None, session: Session, goes_on: bool) -> None:
    if printing is None:
        return
    if goes_on:
        _go_on(session, printing)
    elif printing.state == "running":
        printing.state = "stopped"
        session.flush()


def _ask(
    session: Session,
    actor: Actor,
    year: AcademicYear,
    interval: Stay,
    class_id: int | None,
    class_ids: Sequence[int],
) -> Printing:
    """The printing of these days that isn't done yet, which goes on, or a new one."""
    check_interval(year, interval)
    assert interval.ends_on is not None
    assert actor.person_id is not None
    known = _find_last(session, year.id, class_id)
    if known and known.state != "done" and interval == Stay(known.starts_on, known.ends_on):
        _go_on(session, known)
        return known
    printing = Printing(
        year_id=year.id,
        class_id=class_id,
        starts_on=interval.starts_on,
        ends_on=interval.ends_on,
        asked_by=actor.person_id,
        asked_at=clock.now(),
    )
    session.add(printing)
    session.flush()
    session.add_all(PrintingClass(printing_id=printing.id, class_id=class_id) for class_id in class_ids)
    session.flush()
    return printing


def check_interval(year: AcademicYear, interval: Stay) -> None:
    """Raise `BadInterval` unless the days are in order and lie in the year."""
    last = interval.ends_on
    if last is None or not year.starts_on <= interval.starts_on <= last <= year.ends_on:
        raise BadInterval(starts_on=year.starts_on, ends_on=year.ends_on)


def _go_on(session: Session, printing: Printing) -> None:
    tried = session.execute(
        update(PrintingClass)
        .where(PrintingClass.printing_id == printing.id, PrintingClass.state == "failed")
        .values(state="waiting", failure="", ended_at=None)
        .returning(PrintingClass.class_id)
    ).all()
    if printing.state == "stopped" or tried:
        printing.state = "running"
    session.flush()
