"""What the school's own files become: read from one import, made once for all these tests.

With R-SIBLINGS, R-FILES, R-PE (exemptions), R-SUBGROUP, R-SETUP and R-AMEND (source «imported»).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.amendments.verify import verify_history
from journal.courses.roster import list_stays
from journal.database import Database
from journal.imports.services import commit_import
from journal.models import (
    Account,
    Amendment,
    Bell,
    Course,
    CoursePart,
    CourseTeacher,
    HealthFact,
    Holiday,
    Lesson,
    LessonColumn,
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
from tests.factories.workbooks import school_files
from tests.integration.imports.conftest import act_as, answer, found_school

pytestmark = pytest.mark.xdist_group("imported")  # imported once, not by every worker


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def imported_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The school as its four spreadsheets and the answers make it."""
    with request.getfixturevalue(f"{request.param}_databases").lend() as url:
        database = Database(url)
        with database.writing() as session:
            actor = act_as(found_school(session))
            files = school_files()
            commit_import(session, actor=actor, files=files, answers=answer(session, files))
        yield database
        database.dispose()


@pytest.fixture
def imported(imported_database: Database) -> Iterator[Session]:
    """A reading session on that school."""
    with imported_database.reading() as session:
        yield session


@pytest.fixture
def administrator_id(imported: Session) -> int:
    """The person in whose name all of it was imported."""
    return imported.scalars(select(StaffRole.person_id).where(StaffRole.role == "administrator")).one()


def course_named(session: Session, title: str) -> Course:
    return session.scalars(select(Course).where(Course.title == title)).one()


def test_people_families_and_facts(imported: Session, administrator_id: int) -> None:
    mother = imported.scalars(
        select(Person).where(Person.sort_key == "щелконогова таисия константиновна")
    ).one()
    assert (mother.full_name, mother.phone) == ("Щелконогова Таисия Константиновна", "+79323975391")
    children = imported.scalars(select(Parenthood.pupil_id).where(Parenthood.parent_id == mother.id)).all()
    assert len(children) == 3
    twins = imported.scalars(select(Person).where(Person.sort_key == "медведева анна борисовна")).all()
    assert {twin.birth_date for twin in twins} == {date(2014, 7, 15), date(2014, 7, 20)}
    facts = imported.scalars(select(HealthFact)).all()
    subject = imported.scalars(select(Subject).where(Subject.name == "Физическая культура")).one()
    assert {(f.kind, f.subject_id, f.starts_on, f.ends_on, f.recorded_by) for f in facts} == {
        ("exemption", subject.id, date(2026, 9, 1), date(2026, 12, 31), administrator_id)
    }
    assert imported.scalar(select(func.count()).where(Pupil.home_taught)) == 5
    assert imported.scalar(select(func.count()).where(Pupil.at_risk)) == 5
    tutor = imported.execute(
        select(SchoolClass.parallel, Person.last_name)
        .join(Tutorship, Tutorship.class_id == SchoolClass.id)
        .join(Person, Person.id == Tutorship.person_id)
        .order_by(SchoolClass.parallel)
    ).all()
    assert [tuple(row) for row in tutor] == [
        (5, "Щелконогова"), (6, "Аверин"), (7, "Черепанова"), (8, "Лаптева"), (9, "Ёлкина"),
    ]  # fmt: skip
    assert imported.scalar(select(func.count()).select_from(StaffMember)) == 15
    assert imported.scalars(select(Account).where(Account.password_hash.is_not(None))).all() == []


def test_courses_subgroups_and_their_rosters(imported: Session) -> None:
    first, second = (course_named(imported, f"Иностранный язык (английский), 5А ({n} гр.)") for n in (1, 2))
    rosters = [{stay.pupil_id for stay in list_stays(imported, course.id)} for course in (first, second)]
    assert [len(roster) for roster in rosters] == [13, 13]
    assert rosters[0] & rosters[1] == set()
    whole = {stay.pupil_id for stay in list_stays(imported, course_named(imported, "Математика, 5А").id)}
    assert rosters[0] | rosters[1] == whole
    part = imported.scalars(select(CoursePart).where(CoursePart.course_id == second.id)).one()
    assert (part.subgroup, part.by_name) == ("2", True)
    teacher = imported.execute(
        select(Person.last_name, CourseTeacher.hours)
        .join(CourseTeacher, CourseTeacher.person_id == Person.id)
        .where(CourseTeacher.course_id == second.id)
    ).one()
    assert tuple(teacher) == ("Шадрина", 3)


def test_the_timetable_its_lessons_and_the_clashes_as_answered(imported: Session) -> None:
    slots = imported.execute(
        select(Course.title, TimetableSlot.starts_on, TimetableSlot.ends_on)
        .join(TimetableSlot, TimetableSlot.course_id == Course.id)
        .where(TimetableSlot.weekday == 1, TimetableSlot.number.in_((2, 5)))
    ).all()
    titles = {row.title for row in slots}
    assert "Математика, 5А" in titles
    assert "Математика, 6А" not in titles
    assert {"Литература, 5А", "Литература, 8А"} <= titles
    assert {(row.starts_on, row.ends_on) for row in slots} == {(date(2026, 9, 1), date(2026, 12, 30))}
    days = imported.scalars(
        select(Lesson.held_on).join(Course).where(Course.title == "Математика, 5А").order_by(Lesson.held_on)
    ).all()
    assert (days[0], days[-1]) == (date(2026, 9, 1), date(2026, 12, 30))
    holidays = imported.scalars(select(Holiday).where(Holiday.parallel.is_(None))).all()
    assert not [day for day in days for rest in holidays if rest.starts_on <= day <= rest.ends_on]
    assert date(2026, 11, 4) not in days
    assert imported.scalar(select(func.count()).select_from(LessonColumn)) == imported.scalar(
        select(func.count()).select_from(Lesson)
    )
    bells = imported.scalars(select(Bell).order_by(Bell.number)).all()
    assert [f"{bell.starts_at:%H:%M}" for bell in bells] == [
        "08:30",
        "09:25",
        "10:30",
        "11:35",
        "12:30",
        "13:25",
    ]


def test_the_lesson_plan(imported: Session) -> None:
    plan = imported.scalars(select(LessonPlan)).one()
    assert plan.course_id == course_named(imported, "Математика, 5А").id
    items = imported.scalars(
        select(PlanItem).where(PlanItem.plan_id == plan.id).order_by(PlanItem.position)
    ).all()
    assert (len(items), sum(item.hours for item in items)) == (170, Decimal(170))
    assert items[42].control == "контрольная работа"


def test_every_change_is_in_the_history_as_imported_and_the_chains_are_whole(
    imported: Session, administrator_id: int
) -> None:
    amendments = imported.scalars(select(Amendment)).all()
    assert {(a.source, a.actor_id, a.before) for a in amendments} == {("imported", administrator_id, "")}
    kinds = Counter(amendment.kind for amendment in amendments)
    assert kinds == {
        "year": 1, "class": 5, "subject": 13, "pupil": 105, "enrolment": 105, "parent": 190, "staff": 14,
        "tutor": 5, "exemption": 5, "course": 70, "workload": 70, "subgroup": 105, "timetable": 154,
        "plan": 1,
    }  # fmt: skip
    assert verify_history(imported).troubles == []
