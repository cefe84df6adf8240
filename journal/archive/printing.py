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
from journal.errors import NotFound
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
    return _ask(session, actor, year, interval, [class_id])


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
    return _ask(session, actor, year, interval, class_ids)


def stop_printing(session: Session, *, actor: Actor, printing_id: int) -> Printing:
    """Stop a printing after the class at hand; what is made stays."""
    printing = get_printing(session, actor=actor, printing_id=printing_id)
    if printing.state == "running":
        printing.state = "stopped"
        session.flush()
    return printing


def resume_printing(session: Session, *, actor: Actor, printing_id: int) -> Printing:
    """Let a printing go on with what isn't made yet, and try again what failed."""
    printing = get_printing(session, actor=actor, printing_id=printing_id)
    _go_on(session, printing)
    return printing


def get_printing(session: Session, *, actor: Actor, printing_id: int) -> Printing:
    """A printing that the actor may steer: of the own class, or of the school; else `NotFound`."""
    printing = session.get(Printing, printing_id, with_for_update=True)
    if printing is None:
        raise NotFound()
    class_ids = list_class_ids(session, printing_id)
    if len(class_ids) == 1:
        permit(actor, ARCHIVE_PRINT, class_target(session, class_ids[0]))
    else:
        permit(actor, ARCHIVE_PRINT_SCHOOL)
    return printing


def list_class_ids(session: Session, printing_id: int) -> list[int]:
    """The classes of a printing."""
    query = select(PrintingClass.class_id).where(PrintingClass.printing_id == printing_id)
    return list(session.scalars(query.order_by(PrintingClass.class_id)))


def _ask(
    session: Session, actor: Actor, year: AcademicYear, interval: Stay, class_ids: Sequence[int]
) -> Printing:
    check_interval(year, interval)
    assert interval.ends_on is not None
    assert actor.person_id is not None
    known = _find_unfinished(session, year.id, interval, class_ids)
    if known is not None:
        _go_on(session, known)
        return known
    printing = Printing(
        year_id=year.id,
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


def _find_unfinished(
    session: Session, year_id: int, interval: Stay, class_ids: Sequence[int]
) -> Printing | None:
    """The printing of the same classes and days that isn't done yet."""
    query = select(Printing).where(
        Printing.year_id == year_id,
        Printing.starts_on == interval.starts_on,
        Printing.ends_on == interval.ends_on,
        Printing.state != "done",
    )
    wanted = sorted(class_ids)
    found = session.scalars(query.order_by(Printing.id.desc()))
    return next((one for one in found if list_class_ids(session, one.id) == wanted), None)


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
