"""The press: makes the papers of the classes that wait, one class a step (R-ARCHIVE).

A step reads in one transaction, works in none, and writes in another, so nobody waits for it. Whoever is
killed in the middle of a step leaves a class that still waits. Two presses at once make a class twice and
keep it once.
"""

from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from threading import Thread
from typing import NamedTuple

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.heads import find_head
from journal.archive.documents import keep_printout
from journal.archive.queries import read_class_record
from journal.database import Database
from journal.models import Person, Printing, PrintingClass, SchoolClass, StaffMember
from journal.paper.workshop import Papers, make_papers
from journal.school import school_zone
from journal.sheets.book import Book, Making, build_book
from journal.sheets.records import Stay

logger = structlog.get_logger()
PRESSES = 2


class Sheaf(NamedTuple):
    """A class of a printing whose papers are to be made."""

    printing_id: int
    class_id: int


class Press:
    """An errand of the scheduler: makes what waits in a thread beside it, so that no lesson closes late.

    The thread ends with its process, at any moment: nothing is lost by that.
    """

    def __init__(self) -> None:
        """Begin at rest."""
        self._thread: Thread | None = None

    def __call__(self, database: Database) -> int:
        """Begin to work if there is work; return how many threads were begun."""
        if self._thread is not None and self._thread.is_alive():
            return 0
        if find_waiting(database, ()) is None:
            return 0
        self._thread = Thread(target=print_waiting, args=(database,), name="press", daemon=True)
        self._thread.start()
        return 1


def print_waiting(database: Database) -> int:
    """Make all that waits, each class once; return how many classes were done."""
    tried: set[Sheaf] = set()
    at_work: set[Future[bool]] = set()
    done = 0
    with ThreadPoolExecutor(PRESSES) as threads:
        while True:
            if len(at_work) < PRESSES:
                sheaf = find_waiting(database, tried)
                if sheaf is not None:
                    tried.add(sheaf)
                    at_work.add(threads.submit(print_sheaf, database, sheaf))
                    continue
            if not at_work:
                return done
            ended, at_work = wait(at_work, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in ended)


def find_waiting(database: Database, tried: Collection[Sheaf]) -> Sheaf | None:
    """The next class that waits and wasn't tried yet, the oldest printing first."""
    with database.reading() as session:
        rows = session.execute(
            select(PrintingClass.printing_id, PrintingClass.class_id)
            .join(Printing, Printing.id == PrintingClass.printing_id)
            .join(SchoolClass, SchoolClass.id == PrintingClass.class_id)
            .where(Printing.state == "running", PrintingClass.state == "waiting")
            .order_by(Printing.id, SchoolClass.parallel, SchoolClass.letter)
        )
        sheaves = (Sheaf(row.printing_id, row.class_id) for row in rows)
        return next((one for one in sheaves if one not in tried), None)


def print_sheaf(database: Database, sheaf: Sheaf) -> bool:
    """One step: make and keep the papers of a class. A failure is noted by its kind and stops nobody else."""
    try:
        now = clock.now()
        with database.reading() as session:
            book = read_book(session, sheaf, now)
        papers = make_papers(book, now)
        with database.writing() as session:
            return end_sheaf(session, sheaf, papers, "", now)
    except Exception as error:
        # Only the kind of error: its words may hold what stands in the journal.
        kind = type(error).__name__
        logger.warning("printing_failed", class_id=sheaf.class_id, error=kind)
        with database.writing() as session:
            end_sheaf(session, sheaf, None, kind, clock.now())
        return False


def read_book(session: Session, sheaf: Sheaf, now: datetime) -> Book:
    """The book of a class for the days of its printing."""
    printing = session.get_one(Printing, sheaf.printing_id)
    record = read_class_record(session, sheaf.class_id, Stay(printing.starts_on, printing.ends_on))
    person = session.get_one(Person, printing.asked_by)
    member = session.get(StaffMember, printing.asked_by)
    head = find_head(session, sheaf.class_id)
    making = Making(
        person=", ".join(part for part in (member.position if member else "", person.full_name) if part),
        moment=f"{now.astimezone(school_zone(session)):%d.%m.%Y %H:%M}",
        head=str(head) if head else "",
    )
    return build_book(record, making)


def end_sheaf(session: Session, sheaf: Sheaf, papers: Papers | None, failure: str, now: datetime) -> bool:
    """Keep what was made, or why it wasn't; False where another press, or a person, was faster."""
    printing = session.get_one(Printing, sheaf.printing_id, with_for_update=True)
    row = session.get_one(PrintingClass, tuple(sheaf))
    if row.state != "waiting":
        return False
    row.state, row.failure, row.ended_at = ("done" if papers else "failed"), failure, now
    if papers is not None:
        keep_printout(session, printing, sheaf.class_id, papers, now)
    session.flush()
    waiting = session.scalar(
        select(func.count()).where(PrintingClass.printing_id == printing.id, PrintingClass.state == "waiting")
    )
    if not waiting:
        printing.state = "done"
        session.flush()
    return True
