"""Whose changes somebody may look up, and the people and classes to choose from."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from journal.amendments.search import SchoolTime, Scope
from journal.courses.roster import holds_on
from journal.models import (
    CourseTeacher,
    Enrolment,
    Person,
    SchoolClass,
    StaffMember,
    StaffRole,
    Tutorship,
)
from journal.names import full_name
from journal.permissions.actions import CHANGES_VIEW_ALL
from journal.permissions.actor import Actor
from journal.permissions.policy import is_permitted
from journal.school import find_year, school_today, school_zone


@dataclass(frozen=True)
class Choice:
    """Somebody or something to choose: its key and its name."""

    id: int
    name: str


def find_scope(session: Session, actor: Actor) -> Scope:
    """Heads and administrators see all, a tutor the own class, a teacher the own courses; everybody what was
    changed in the own name.
    """
    if is_permitted(actor, CHANGES_VIEW_ALL):
        return Scope(everything=True, actor_id=actor.person_id)
    today = school_today(session)
    tutored = select(Tutorship.class_id).where(
        Tutorship.person_id == actor.person_id, holds_on(Tutorship.starts_on, Tutorship.ends_on, today)
    )
    taught = select(CourseTeacher.course_id).where(
        CourseTeacher.person_id == actor.person_id,
        holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, today),
    )
    return Scope(
        actor_id=actor.person_id,
        class_ids=frozenset(session.scalars(tutored)),
        course_ids=frozenset(session.scalars(taught)) if actor.has_role("teacher") else frozenset(),
    )


def get_school_time(session: Session) -> SchoolTime:
    """The school's zone, and of how many days its week is this year."""
    year = find_year(session, school_today(session))
    return SchoolTime(school_zone(session), year.school_week if year else 5)


def list_class_choices(session: Session, scope: Scope) -> list[Choice]:
    """This year's classes whose whole history somebody may see."""
    year = find_year(session, school_today(session))
    query = select(SchoolClass).where(SchoolClass.year_id == (year.id if year else None))
    if not scope.everything:
        query = query.where(SchoolClass.id.in_(scope.class_ids))
    rows = session.scalars(query.order_by(SchoolClass.parallel, SchoolClass.letter))
    return [Choice(row.id, row.name) for row in rows]


def list_pupil_choices(session: Session, class_id: int) -> list[Choice]:
    """Everybody who is or was in a class, in the order of names."""
    pupils = select(Enrolment.pupil_id).where(Enrolment.class_id == class_id)
    return _list_people(session, Person.id.in_(pupils))


def list_teacher_choices(session: Session, scope: Scope) -> list[Choice]:
    """The teachers whose courses can be looked up; without the right to all, none."""
    if not scope.everything:
        return []
    return _list_people(
        session, Person.id.in_(select(StaffRole.person_id).where(StaffRole.role == "teacher"))
    )


def list_actor_choices(session: Session, scope: Scope) -> list[Choice]:
    """Who may have changed something: the staff with those who left; without the right to all, oneself."""
    if not scope.everything:
        return _list_people(session, Person.id == scope.actor_id)
    return _list_people(session, Person.id.in_(select(StaffMember.person_id)))


def _list_people(session: Session, condition: ColumnElement[bool]) -> list[Choice]:
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name, Person.middle_name)
        .where(condition)
        .order_by(Person.sort_key)
    )
    return [Choice(row.id, full_name(row.last_name, row.first_name, row.middle_name)) for row in rows]
