"""Arrivals and departures of a class in a year, with the orders that were entered (R-ARCHIVE)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import AcademicYear, Enrolment, EnrolmentOrder, Person
from journal.names import pupil_name


@dataclass(frozen=True)
class OrderLine:
    """An arrival after the year began, or a departure before it ended."""

    enrolment_id: int
    direction: str
    name: str
    day: date
    number: str
    dated_on: date | None
    place: str

    @property
    def is_complete(self) -> bool:
        """Whether the order has its number and its date."""
        return bool(self.number and self.dated_on)


def list_order_lines(session: Session, class_id: int, year: AcademicYear) -> list[OrderLine]:
    """The arrivals and departures of a class in the year, by name and day."""
    rows = session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.pupil_id)
        .where(Enrolment.class_id == class_id)
        .order_by(Person.sort_key, Person.id, Enrolment.starts_on)
    ).all()
    query = select(EnrolmentOrder).where(
        EnrolmentOrder.enrolment_id.in_([enrolment.id for enrolment, _person in rows])
    )
    known = {(one.enrolment_id, one.direction): one for one in session.scalars(query)}
    lines = []
    for enrolment, person in rows:
        days: list[tuple[str, date]] = []
        if enrolment.starts_on > year.starts_on:
            days.append(("arrival", enrolment.starts_on))
        if enrolment.ends_on is not None and enrolment.ends_on < year.ends_on:
            days.append(("departure", enrolment.ends_on))
        for direction, day in days:
            order = known.get((enrolment.id, direction))
            lines.append(
                OrderLine(
                    enrolment_id=enrolment.id,
                    direction=direction,
                    name=pupil_name(person.last_name, person.first_name),
                    day=day,
                    number=order.number if order else "",
                    dated_on=order.dated_on if order else None,
                    place=order.place if order else "",
                )
            )
    return lines
