"""The pupils of a class in an interval with what the general information and the summaries tell of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.archive.spans import touches
from journal.models import (
    CouncilDecision,
    Enrolment,
    EnrolmentOrder,
    Parenthood,
    Person,
    Pupil,
    SchoolClass,
)
from journal.names import full_name
from journal.sheets.records import Decision, Move, PupilRecord, Stay
from journal.sheets.words import PARENTS

Moves = tuple[Move | None, Move | None]


def list_pupil_records(
    session: Session, school_class: SchoolClass, year: Stay, span: Stay
) -> list[PupilRecord]:
    """The pupils who were in the class on any of these days, as Russians order names."""
    rows = _list_people(session, school_class.id, span)
    pupil_ids = [person.id for person, _number in rows]
    stays = list_stays(session, school_class.year_id, pupil_ids)
    parents = list_parents(session, pupil_ids)
    decisions = list_decisions(session, school_class.year_id, pupil_ids)
    found = []
    for person, file_number in rows:
        arrival, departure = view_moves(stays[person.id], school_class.id, year)
        found.append(
            PupilRecord(
                id=person.id,
                last_name=person.last_name,
                first_name=person.first_name,
                middle_name=person.middle_name,
                birth_date=person.birth_date,
                file_number=file_number,
                address=person.address,
                phone=person.phone,
                parents=parents[person.id],
                stays=[
                    Stay(row.starts_on, row.ends_on)
                    for row in stays[person.id]
                    if row.class_id == school_class.id
                ],
                arrival=arrival,
                departure=departure,
                decision=decisions.get(person.id),
            )
        )
    return found


def _list_people(session: Session, class_id: int, span: Stay) -> Sequence[Any]:
    """The people who were pupils of the class in these days, with the numbers of their files."""
    return session.execute(
        select(Person, Pupil.file_number)
        .join(Pupil, Pupil.person_id == Person.id)
        .where(
            Person.id.in_(
                select(Enrolment.pupil_id).where(
                    Enrolment.class_id == class_id, touches(Enrolment.starts_on, Enrolment.ends_on, span)
                )
            )
        )
        .order_by(Person.sort_key, Person.id)
    ).all()


def list_stays(session: Session, year_id: int, pupil_ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """All stays of these pupils in classes of the year with their orders, by pupil and in order of time."""
    arrival, departure = (EnrolmentOrder.__table__.alias(name) for name in ("arrival", "departure"))
    rows = session.execute(
        select(
            Enrolment.pupil_id,
            Enrolment.class_id,
            Enrolment.starts_on,
            Enrolment.ends_on,
            SchoolClass.parallel,
            SchoolClass.letter,
            *(
                order.c[column].label(f"{order.name}_{column}")
                for order in (arrival, departure)
                for column in ("number", "dated_on", "place")
            ),
        )
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .outerjoin(arrival, (arrival.c.enrolment_id == Enrolment.id) & (arrival.c.direction == "arrival"))
        .outerjoin(
            departure, (departure.c.enrolment_id == Enrolment.id) & (departure.c.direction == "departure")
        )
        .where(SchoolClass.year_id == year_id, Enrolment.pupil_id.in_(pupil_ids))
        .order_by(Enrolment.starts_on, Enrolment.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.pupil_id].append(row)
    return found


def view_moves(stays: Sequence[Any], class_id: int, year: Stay) -> Moves:
    """A pupil's arrival in the class and departure from it, where they happened in the year or have an order.

    One who moves between classes of the school comes from the one and goes to the other.
    """
    own = [at for at, row in enumerate(stays) if row.class_id == class_id]
    first, last = stays[own[0]], stays[own[-1]]
    before = stays[own[0] - 1] if own[0] else None
    after = stays[own[-1] + 1] if own[-1] + 1 < len(stays) else None
    arrival = departure = None
    if first.starts_on > year.starts_on or first.arrival_number is not None:
        place = first.arrival_place or (f"из {before.parallel}{before.letter}" if before else "")
        arrival = Move(first.starts_on, first.arrival_number or "", first.arrival_dated_on, place)
    ends_on: date | None = last.ends_on
    if ends_on and (ends_on < (year.ends_on or date.max) or last.departure_number is not None):
        place = last.departure_place or (f"в {after.parallel}{after.letter}" if after else "")
        departure = Move(ends_on, last.departure_number or "", last.departure_dated_on, place)
    return arrival, departure


def list_parents(session: Session, pupil_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """«мать: Белова Ольга Сергеевна, +7 912 …», by pupil."""
    found: dict[int, list[str]] = defaultdict(list)
    for pupil_id, kind, *names, phone in session.execute(
        select(
            Parenthood.pupil_id,
            Parenthood.kind,
            Person.last_name,
            Person.first_name,
            Person.middle_name,
            Person.phone,
        )
        .join(Person, Person.id == Parenthood.parent_id)
        .where(Parenthood.pupil_id.in_(pupil_ids))
        .order_by(Parenthood.kind.desc(), Person.sort_key, Person.id)
    ):
        text = ", ".join(part for part in (full_name(*names), phone) if part)
        found[pupil_id].append(f"{PARENTS[kind]}: {text}")
    return found


def list_decisions(session: Session, year_id: int, pupil_ids: Collection[int]) -> Mapping[int, Decision]:
    """What the council decided about these pupils in the year."""
    rows = session.execute(
        select(
            CouncilDecision.pupil_id, CouncilDecision.kind, CouncilDecision.number, CouncilDecision.dated_on
        ).where(CouncilDecision.year_id == year_id, CouncilDecision.pupil_id.in_(pupil_ids))
    )
    return {row.pupil_id: Decision(row.kind, row.number, row.dated_on) for row in rows}
