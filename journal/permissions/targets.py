"""Finding the people around a thing, for the table of rights. A missing thing raises `NotFound`."""

from datetime import date

from sqlalchemy import Date, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on, list_stays
from journal.errors import NotFound
from journal.models import (
    Course,
    CoursePart,
    CourseTeacher,
    Enrolment,
    ExtractApplication,
    Lesson,
    Parenthood,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    Tutorship,
    UnlockDelegation,
    UnlockRequest,
    UnlockStep,
)
from journal.permissions.predicates import Target
from journal.school import school_today

# Statements are built once: they are asked at every write, and building them costs more than running them.
COURSE_PEOPLE = union_all(
    select(
        literal("teacher").label("hat"),
        CourseTeacher.person_id,
        CourseTeacher.starts_on,
        CourseTeacher.ends_on,
    ).where(CourseTeacher.course_id == bindparam("course_id")),
    select(literal("tutor"), Tutorship.person_id, Tutorship.starts_on, Tutorship.ends_on)
    .join(CoursePart, CoursePart.class_id == Tutorship.class_id)
    .where(CoursePart.course_id == bindparam("course_id")),
)
PUPIL_PEOPLE = union_all(
    select(literal("pupil").label("hat"), Pupil.person_id).where(Pupil.person_id == bindparam("pupil_id")),
    select(literal("parent"), Parenthood.parent_id).where(Parenthood.pupil_id == bindparam("pupil_id")),
    select(literal("tutor"), Tutorship.person_id)
    .join(Enrolment, Enrolment.class_id == Tutorship.class_id)
    .where(
        Enrolment.pupil_id == bindparam("pupil_id"),
        holds_on(Enrolment.starts_on, Enrolment.ends_on, bindparam("today", type_=Date)),
        holds_on(Tutorship.starts_on, Tutorship.ends_on, bindparam("today", type_=Date)),
    ),
)


def course_target(session: Session, course_id: int, *, on: date | None = None) -> Target:
    """The teachers of a course, today's and those of the day *on*, and the tutors of its classes."""
    today = school_today(session)
    days = {today, on or today}
    people: dict[str, set[int]] = {"teacher": set(), "tutor": set()}
    for hat, person_id, starts_on, ends_on in session.execute(COURSE_PEOPLE, {"course_id": course_id}):
        if any(starts_on <= day and (ends_on is None or day <= ends_on) for day in days):
            people[hat].add(person_id)
    if not people["teacher"] and not people["tutor"] and session.get(Course, course_id) is None:
        raise NotFound()
    return Target(teacher_ids=frozenset(people["teacher"]), tutor_ids=frozenset(people["tutor"]))


def lesson_target(session: Session, lesson_id: int) -> Target:
    """The people around the course of a lesson, on its day."""
    lesson = session.get(Lesson, lesson_id)
    if lesson is None:
        raise NotFound()
    return course_target(session, lesson.course_id, on=lesson.held_on)


def homework_target(session: Session, lesson_id: int) -> Target:
    """The people around a lesson with its pupils and their parents: they may open its homework."""
    lesson = session.get(Lesson, lesson_id)
    if lesson is None:
        raise NotFound()
    around = course_target(session, lesson.course_id, on=lesson.held_on)
    pupil_ids = {s.pupil_id for s in list_stays(session, lesson.course_id) if s.covers(lesson.held_on)}
    parents = session.scalars(select(Parenthood.parent_id).where(Parenthood.pupil_id.in_(pupil_ids)))
    return Target(around.teacher_ids, around.tutor_ids, frozenset(pupil_ids), frozenset(parents))


def pupil_target(session: Session, pupil_id: int) -> Target:
    """A pupil, the pupil's parents and the tutor of the pupil's class today."""
    values = {"pupil_id": pupil_id, "today": school_today(session)}
    people: dict[str, set[int]] = {"pupil": set(), "parent": set(), "tutor": set()}
    for hat, person_id in session.execute(PUPIL_PEOPLE, values):
        people[hat].add(person_id)
    if not people["pupil"]:
        raise NotFound()
    return Target(
        tutor_ids=frozenset(people["tutor"]),
        pupil_ids=frozenset(people["pupil"]),
        parent_ids=frozenset(people["parent"]),
    )


def class_target(session: Session, class_id: int) -> Target:
    """The tutor of a class today."""
    if session.get(SchoolClass, class_id) is None:
        raise NotFound()
    today = school_today(session)
    tutors = session.scalars(
        select(Tutorship.person_id).where(
            Tutorship.class_id == class_id, holds_on(Tutorship.starts_on, Tutorship.ends_on, today)
        )
    )
    return Target(tutor_ids=frozenset(tutors))


def unlock_target(session: Session, request_id: int) -> Target:
    """Who made a request to unlock, and who else may decide on it once it was sent (R-UNLOCK)."""
    asker_id = session.scalar(select(UnlockRequest.person_id).where(UnlockRequest.id == request_id))
    if asker_id is None:
        raise NotFound()
    was_sent = session.scalar(
        select(UnlockStep.id).where(UnlockStep.request_id == request_id, UnlockStep.state == "sent").limit(1)
    )
    deciders = list_decider_ids(session, school_today(session)) - {asker_id} if was_sent else frozenset()
    return Target(asker_ids=frozenset({asker_id}), decider_ids=deciders)


def list_decider_ids(session: Session, on: date) -> frozenset[int]:
    """Who decides on requests that day: directors, and deputies to whom an order in force delegates it."""
    working = (
        select(StaffRole.person_id)
        .join(StaffMember, StaffMember.person_id == StaffRole.person_id)
        .where(StaffMember.dismissed_on.is_(None))
    )
    named = select(UnlockDelegation.deputy_id).where(
        UnlockDelegation.starts_on <= on, UnlockDelegation.ends_on >= on, UnlockDelegation.ended_at.is_(None)
    )
    directors = working.where(StaffRole.role == "director")
    deputies = working.where(StaffRole.role == "deputy", StaffRole.person_id.in_(named))
    return frozenset(session.scalars(union_all(directors, deputies)))


def application_target(session: Session, application_id: int) -> Target:
    """The applicant as long as a parent of the pupil, and the tutor of the pupil's class (R-APPLY).

    An application holds the applicant's own address and telephone: the other parent doesn't see it.
    """
    row = session.execute(
        select(ExtractApplication.pupil_id, ExtractApplication.applicant_id).where(
            ExtractApplication.id == application_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    around = pupil_target(session, row.pupil_id)
    return Target(tutor_ids=around.tutor_ids, parent_ids=around.parent_ids & {row.applicant_id})
