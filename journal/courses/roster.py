"""Who is on a course, and when: the roster of a lesson is the roster of its date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.models import CourseMember, CoursePart, Enrolment

FAR_FUTURE = date.max


@dataclass(frozen=True)
class Stay:
    """A pupil's time on a course while in a class; both days included."""

    pupil_id: int
    class_id: int
    starts_on: date
    ends_on: date

    def covers(self, on: date) -> bool:
        """Whether the pupil was on the course that day."""
        return self.starts_on <= on <= self.ends_on


def holds_on(
    starts_on: InstrumentedAttribute[date],
    ends_on: InstrumentedAttribute[date | None],
    on: date | ColumnElement[date] | InstrumentedAttribute[date],
) -> ColumnElement[bool]:
    """The condition that a dated row holds on a day; an open end holds for ever."""
    return and_(starts_on <= on, or_(ends_on.is_(None), ends_on >= on))


def list_stays(session: Session, course_id: int, *, pupil_id: int | None = None) -> list[Stay]:
    """Every stay on a course (of one pupil, where named), in order of pupil and date."""
    query = STAYS if pupil_id is None else STAYS_OF_PUPIL
    rows = session.execute(query, {"course_id": course_id, "pupil_id": pupil_id})
    stays = [stay for row in rows if (stay := view_stay(row))]
    return sorted(stays, key=lambda stay: (stay.pupil_id, stay.starts_on))


def view_stay(row: Any) -> Stay | None:
    """The stay that a row of `STAYS` means; None where its parts never hold at once."""
    starts_on = max(row.part_starts, row.enrolled, row.joined)
    ends_on = min(day or FAR_FUTURE for day in (row.part_ends, row.left, row.parted))
    return Stay(row.pupil_id, row.class_id, starts_on, ends_on) if starts_on <= ends_on else None


def find_stay(session: Session, *, course_id: int, pupil_id: int, on: date) -> Stay | None:
    """The stay that puts a pupil on the course's roster of that day, or None."""
    stays = list_stays(session, course_id, pupil_id=pupil_id)
    return next((stay for stay in stays if stay.covers(on)), None)


def list_class_ids(session: Session, course_id: int, on: date) -> tuple[int, ...]:
    """The classes that take part in a course on that day; before and after its parts all of them."""
    parts = session.execute(
        select(CoursePart.class_id, CoursePart.starts_on, CoursePart.ends_on).where(
            CoursePart.course_id == course_id
        )
    ).all()
    current = {p.class_id for p in parts if p.starts_on <= on and (p.ends_on is None or on <= p.ends_on)}
    return tuple(sorted(current or {p.class_id for p in parts}))


def _select_stays(*, of_pupil: bool) -> Select[tuple[object, ...]]:
    course_id: BindParameter[int] = bindparam("course_id")
    pupil_id: BindParameter[int] = bindparam("pupil_id")
    whole = (
        select(
            Enrolment.pupil_id,
            Enrolment.class_id,
            CoursePart.starts_on.label("part_starts"),
            CoursePart.ends_on.label("part_ends"),
            Enrolment.starts_on.label("enrolled"),
            Enrolment.ends_on.label("left"),
            CoursePart.starts_on.label("joined"),
            CoursePart.ends_on.label("parted"),
        )
        .join(CoursePart, CoursePart.class_id == Enrolment.class_id)
        .where(CoursePart.course_id == course_id, CoursePart.by_name.is_(False))
    )
    named = (
        select(
            Enrolment.pupil_id,
            Enrolment.class_id,
            CoursePart.starts_on,
            CoursePart.ends_on,
            Enrolment.starts_on,
            Enrolment.ends_on,
            CourseMember.starts_on,
            CourseMember.ends_on,
        )
        .join(CoursePart, CoursePart.class_id == Enrolment.class_id)
        .join(
            CourseMember,
            and_(CourseMember.course_id == CoursePart.course_id, CourseMember.pupil_id == Enrolment.pupil_id),
        )
        .where(CoursePart.course_id == course_id, CoursePart.by_name.is_(True))
    )
    if of_pupil:
        whole = whole.where(Enrolment.pupil_id == pupil_id)
        named = named.where(Enrolment.pupil_id == pupil_id)
    stays = union_all(whole, named).subquery()
    return select(*stays.c)


# Built once: building such a statement takes longer than running it.
STAYS = _select_stays(of_pupil=False)
STAYS_OF_PUPIL = _select_stays(of_pupil=True)
