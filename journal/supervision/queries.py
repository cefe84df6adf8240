"""Reading who watches whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal.models import AcademicYear, Person, SchoolClass, StaffMember, StaffRole, Supervision
from journal.names import full_name
from journal.supervision.rules import Watched


@dataclass(frozen=True)
class Deputy:
    """A deputy head with what is under the own supervision."""

    id: int
    name: str
    watched: Watched


def get_watched(session: Session, year: AcademicYear | None, deputy_id: int) -> Watched:
    """What a deputy watches: teachers of any year, and the classes of this one."""
    rows = session.execute(
        select(Supervision.teacher_id, Supervision.class_id)
        .outerjoin(SchoolClass, SchoolClass.id == Supervision.class_id)
        .where(Supervision.deputy_id == deputy_id)
        .where(or_(Supervision.class_id.is_(None), SchoolClass.year_id == (year.id if year else None)))
    ).all()
    return Watched(
        frozenset(teacher_id for teacher_id, _class_id in rows if teacher_id is not None),
        frozenset(class_id for _teacher_id, class_id in rows if class_id is not None),
    )


def list_deputies(session: Session, year: AcademicYear | None) -> list[Deputy]:
    """The deputies who work here, by name."""
    return [
        Deputy(key, name, get_watched(session, year, key)) for key, name in list_working(session, "deputy")
    ]


def list_working(session: Session, role: str) -> list[tuple[int, str]]:
    """Who works here in a role, by name: (id, full name)."""
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name, Person.middle_name)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .join(StaffMember, StaffMember.person_id == Person.id)
        .where(StaffRole.role == role, StaffMember.dismissed_on.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    return [(row.id, full_name(row.last_name, row.first_name, row.middle_name)) for row in rows]


def list_classes(session: Session, year: AcademicYear | None) -> Sequence[SchoolClass]:
    """The classes of the year, by parallel and letter."""
    if year is None:
        return []
    query = select(SchoolClass).where(SchoolClass.year_id == year.id)
    return session.scalars(query.order_by(SchoolClass.parallel, SchoolClass.letter)).all()
