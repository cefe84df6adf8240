"""The pupils of a course by name."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import list_stays
from journal.models import Person
from journal.names import pupil_name


@dataclass(frozen=True)
class RosterName:
    """A pupil as a list of the course names one."""

    pupil_id: int
    name: str


def list_roster_names(session: Session, course_id: int, on: date) -> list[RosterName]:
    """Who is on the course's roster of a day, in order of names."""
    pupil_ids = {stay.pupil_id for stay in list_stays(session, course_id) if stay.covers(on)}
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name)
        .where(Person.id.in_(pupil_ids))
        .order_by(Person.sort_key, Person.id)
    )
    return [RosterName(row.id, pupil_name(row.last_name, row.first_name)) for row in rows]
