"""Reading what is printed and what is being printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import Attachment, Person, Printing, PrintingClass, Printout, SchoolClass
from journal.names import short_name


@dataclass(frozen=True)
class PrintoutLine:
    """The papers of a class for an interval, with their sizes in bytes."""

    printout: Printout
    paper_size: int
    workbook_size: int
    made_by: str


@dataclass(frozen=True)
class PrintingClassLine:
    """A class of a printing and how it stands."""

    class_id: int
    name: str
    state: str
    ended_at: datetime | None


@dataclass(frozen=True)
class Progress:
    """How far a printing is."""

    printing: Printing
    asked_by: str
    classes: Sequence[PrintingClassLine]

    @property
    def done(self) -> int:
        """How many classes are made."""
        return sum(one.state == "done" for one in self.classes)

    @property
    def failed(self) -> list[PrintingClassLine]:
        """The classes whose papers couldn't be made."""
        return [one for one in self.classes if one.state == "failed"]

    @property
    def waiting(self) -> int:
        """How many classes wait."""
        return sum(one.state == "waiting" for one in self.classes)


def list_printouts(session: Session, class_id: int) -> list[PrintoutLine]:
    """The papers of a class, the newest first."""
    rows = session.execute(
        select(Printout, Attachment.id, Attachment.size, Person)
        .join(Attachment, Attachment.id.in_((Printout.paper_id, Printout.workbook_id)))
        .join(Person, Person.id == Printout.made_by)
        .where(Printout.class_id == class_id)
        .order_by(Printout.made_at.desc(), Printout.id.desc())
    ).all()
    sizes = {attachment_id: size for _one, attachment_id, size, _person in rows}
    makers = {printout.id: (printout, person) for printout, _id, _size, person in rows}
    return [
        PrintoutLine(
            printout,
            sizes[printout.paper_id],
            sizes[printout.workbook_id],
            short_name(person.last_name, person.first_name, person.middle_name),
        )
        for printout, person in makers.values()
    ]


def find_class_progress(session: Session, class_id: int) -> Progress | None:
    """The last printing that names the class and isn't done, or has failed for it."""
    printing = session.scalar(
        select(Printing)
        .join(PrintingClass, PrintingClass.printing_id == Printing.id)
        .where(PrintingClass.class_id == class_id, PrintingClass.state != "done")
        .order_by(Printing.id.desc())
        .limit(1)
    )
    return _view(session, printing, class_id) if printing else None


def find_school_progress(session: Session, year_id: int) -> Progress | None:
    """The last printing of all classes of a year."""
    printing = session.scalar(
        select(Printing)
        .where(Printing.year_id == year_id, Printing.class_id.is_(None))
        .order_by(Printing.id.desc())
        .limit(1)
    )
    return _view(session, printing) if printing else None


def list_class_printouts(session: Session, year_id: int) -> list[tuple[SchoolClass, list[Printout]]]:
    """The classes of a year with the papers that were made of them, the newest first."""
    classes = session.scalars(
        select(SchoolClass)
        .where(SchoolClass.year_id == year_id)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    ).all()
    found: dict[int, list[Printout]] = {one.id: [] for one in classes}
    query = select(Printout).where(Printout.class_id.in_(found)).order_by(Printout.made_at.desc())
    for printout in session.scalars(query):
        found[printout.class_id].append(printout)
    return [(one, found[one.id]) for one in classes]


def _view(session: Session, printing: Printing, class_id: int | None = None) -> Progress:
    query = (
        select(PrintingClass, SchoolClass)
        .join(SchoolClass, SchoolClass.id == PrintingClass.class_id)
        .where(PrintingClass.printing_id == printing.id)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    if class_id is not None:
        query = query.where(PrintingClass.class_id == class_id)
    person = session.get_one(Person, printing.asked_by)
    return Progress(
        printing=printing,
        asked_by=short_name(person.last_name, person.first_name, person.middle_name),
        classes=[
            PrintingClassLine(one.class_id, school_class.name, one.state, one.ended_at)
            for one, school_class in session.execute(query)
        ],
    )
