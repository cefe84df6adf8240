"""What the school has already, as plain values: compared with it, a second import changes nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.imports.subjects import subject_key
from journal.models import (
    AcademicYear,
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    Enrolment,
    HealthFact,
    LessonPlan,
    Parenthood,
    Person,
    PlanItem,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    Subject,
    TimetableSlot,
    Tutorship,
)
from journal.names import fold, full_name

CourseKey = tuple[str, str, str]
NOWHERE = -1


@dataclass
class KnownPerson:
    """Somebody whom the school knows, with what an import compares."""

    id: int
    key: str
    last_name: str
    first_name: str
    middle_name: str
    phones: frozenset[str]
    birth_date: date | None
    is_staff: bool = False
    is_teacher: bool = False
    is_pupil: bool = False
    file_number: str = ""
    class_name: str = ""
    children: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        """«Иванова Мария Петровна»."""
        return full_name(self.last_name, self.first_name, self.middle_name)


@dataclass(frozen=True)
class KnownSlot:
    """A weekly lesson of the timetable."""

    course_id: int
    weekday: int
    number: int
    starts_on: date
    ends_on: date


@dataclass
class KnownSchool:
    """The registry and one academic year of the school; `year` is None before the year was set up."""

    year: AcademicYear | None
    people: dict[int, KnownPerson]
    classes: set[str]
    tutored: set[str]
    subjects: dict[str, tuple[int, str]]
    courses: dict[CourseKey, int]
    teachers: dict[int, tuple[str, ...]]
    members: dict[int, set[int]]
    slots: list[KnownSlot]
    plans: dict[int, list[str]]
    exempt: set[int]

    @cached_property
    def named(self) -> dict[str, list[KnownPerson]]:
        """Return the people by the key of their name."""
        named: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in self.people.values():
            named[person.key].append(person)
        return named

    def find_named(self, key: str) -> list[KnownPerson]:
        """Return the people whose name has this key."""
        return self.named.get(key, [])

    @property
    def file_numbers(self) -> dict[str, str]:
        """Return the personal file numbers in use, each with the key of its pupil's name."""
        return {fold(person.file_number): person.key for person in self.people.values() if person.file_number}


def load_school(session: Session, first_year: int) -> KnownSchool:
    """Read what an import into the school year that begins in `first_year` is compared with."""
    year = session.scalar(
        select(AcademicYear).where(
            AcademicYear.starts_on.between(date(first_year, 8, 1), date(first_year, 12, 31))
        )
    )
    people = _load_people(session)
    _add_enrolments(session, people, year.id if year else NOWHERE)
    classes = _load_classes(session, year.id if year else NOWHERE)
    courses = _load_courses(session, classes)
    course_ids = set(courses.values())
    tutored = select(Tutorship.class_id).where(Tutorship.class_id.in_(classes), Tutorship.ends_on.is_(None))
    subjects = session.execute(select(Subject.id, Subject.name))
    exempt = select(HealthFact.pupil_id).where(
        HealthFact.kind == "exemption", HealthFact.ends_on >= date(first_year, 9, 1)
    )
    return KnownSchool(
        year=year,
        people=people,
        classes=set(classes.values()),
        tutored={classes[class_id] for class_id in session.scalars(tutored)},
        subjects={subject_key(name): (subject_id, name) for subject_id, name in subjects},
        courses=courses,
        teachers=_load_teachers(session, course_ids, people),
        members=_load_members(session, course_ids),
        slots=_load_slots(session, course_ids),
        plans=_load_plans(session, course_ids),
        exempt=set(session.scalars(exempt)),
    )


def _load_classes(session: Session, year_id: int) -> dict[int, str]:
    rows = session.execute(
        select(SchoolClass.id, SchoolClass.parallel, SchoolClass.letter).where(SchoolClass.year_id == year_id)
    )
    return {row.id: f"{row.parallel}{row.letter}" for row in rows}


def _load_people(session: Session) -> dict[int, KnownPerson]:
    rows = session.execute(
        select(
            Person.id,
            Person.sort_key,
            Person.last_name,
            Person.first_name,
            Person.middle_name,
            Person.phone,
            Person.birth_date,
            Pupil.person_id.label("pupil_id"),
            Pupil.file_number,
            StaffMember.person_id.label("staff_id"),
        )
        .outerjoin(Pupil, Pupil.person_id == Person.id)
        .outerjoin(StaffMember, StaffMember.person_id == Person.id)
    )
    people = {
        row.id: KnownPerson(
            id=row.id,
            key=row.sort_key,
            last_name=row.last_name,
            first_name=row.first_name,
            middle_name=row.middle_name,
            phones=frozenset(phone.strip() for phone in row.phone.split(",") if phone.strip()),
            birth_date=row.birth_date,
            is_pupil=row.pupil_id is not None,
            is_staff=row.staff_id is not None,
            file_number=row.file_number or "",
        )
        for row in rows
    }
    for pupil_id, parent_id in session.execute(select(Parenthood.pupil_id, Parenthood.parent_id)):
        people[parent_id].children.add(pupil_id)
    for person_id in session.scalars(select(StaffRole.person_id).where(StaffRole.role == "teacher")):
        people[person_id].is_teacher = True
    return people


def _add_enrolments(session: Session, people: dict[int, KnownPerson], year_id: int) -> None:
    """Say of every pupil in which class of the year he or she is now."""
    rows = session.execute(
        select(Enrolment.pupil_id, SchoolClass.parallel, SchoolClass.letter)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(SchoolClass.year_id == year_id, Enrolment.ends_on.is_(None))
    )
    for pupil_id, parallel, letter in rows:
        people[pupil_id].class_name = f"{parallel}{letter}"


def _load_courses(session: Session, classes: dict[int, str]) -> dict[CourseKey, int]:
    """Return the courses of single classes: (class, key of the subject, subgroup) → course."""
    rows = session.execute(
        select(CoursePart.course_id, CoursePart.class_id, CoursePart.subgroup, Subject.name)
        .join(Course, Course.id == CoursePart.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .where(CoursePart.class_id.in_(classes), CoursePart.ends_on.is_(None))
    )
    return {
        (classes[class_id], subject_key(name), _subgroup_number(subgroup)): course_id
        for course_id, class_id, subgroup, name in rows
    }


def _load_teachers(
    session: Session, course_ids: set[int], people: dict[int, KnownPerson]
) -> dict[int, tuple[str, ...]]:
    """Return the names of those who teach the courses now."""
    rows = session.execute(
        select(CourseTeacher.course_id, CourseTeacher.person_id).where(
            CourseTeacher.course_id.in_(course_ids), CourseTeacher.ends_on.is_(None)
        )
    )
    teachers: dict[int, tuple[str, ...]] = {}
    for course_id, person_id in rows:
        teachers[course_id] = (*teachers.get(course_id, ()), people[person_id].name)
    return teachers


def _subgroup_number(subgroup: str) -> str:
    """Return «1» for a subgroup called «1» or «1 гр.»; a name without a number stays as it is."""
    digits = "".join(char for char in subgroup if char.isdigit())
    return digits or subgroup


def _load_members(session: Session, course_ids: set[int]) -> dict[int, set[int]]:
    members: dict[int, set[int]] = defaultdict(set)
    for course_id, pupil_id in session.execute(
        select(CourseMember.course_id, CourseMember.pupil_id).where(
            CourseMember.course_id.in_(course_ids), CourseMember.ends_on.is_(None)
        )
    ):
        members[course_id].add(pupil_id)
    return members


def _load_slots(session: Session, course_ids: set[int]) -> list[KnownSlot]:
    rows = session.execute(
        select(
            TimetableSlot.course_id,
            TimetableSlot.weekday,
            TimetableSlot.number,
            TimetableSlot.starts_on,
            TimetableSlot.ends_on,
        ).where(TimetableSlot.course_id.in_(course_ids))
    )
    return [KnownSlot(*row) for row in rows]


def _load_plans(session: Session, course_ids: set[int]) -> dict[int, list[str]]:
    """Return the topics of the courses that have a plan, in the plan's order."""
    plans: dict[int, list[str]] = {}
    rows = session.execute(
        select(LessonPlan.course_id, PlanItem.topic)
        .outerjoin(PlanItem, PlanItem.plan_id == LessonPlan.id)
        .where(LessonPlan.course_id.in_(course_ids))
        .order_by(LessonPlan.course_id, PlanItem.position)
    )
    for course_id, topic in rows:
        plans.setdefault(course_id, []).extend([topic] if topic else [])
    return plans
