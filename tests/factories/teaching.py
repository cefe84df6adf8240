"""Classes, courses and lessons of a test's school."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.models import (
    AcademicYear,
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    Lesson,
    LessonColumn,
    LessonPlan,
    Person,
    PlanItem,
    Pupil,
    SchoolClass,
    Subject,
    WorkType,
)
from tests.factories.people import FIRST_DAY


def make_class(session: Session, year: AcademicYear, parallel: int, letter: str = "А") -> SchoolClass:
    """Add an empty class."""
    school_class = SchoolClass(year_id=year.id, parallel=parallel, letter=letter)
    session.add(school_class)
    session.flush()
    return school_class


def make_subject(session: Session, name: str) -> Subject:
    """Add a subject."""
    subject = Subject(name=name, short_name=name[:4])
    session.add(subject)
    session.flush()
    return subject


def make_course(
    session: Session,
    subject: Subject,
    school_class: SchoolClass,
    *teachers: Person,
    members: tuple[Pupil, ...] | None = None,
    marking: str = "fives",
) -> Course:
    """Add a course of a whole class, or of its *members* only, with its teachers from the first day on."""
    title = f"{school_class.name} {subject.name}"
    course = Course(year_id=school_class.year_id, subject_id=subject.id, title=title, marking=marking)
    session.add(course)
    session.flush()
    dates = {"course_id": course.id, "starts_on": FIRST_DAY, "ends_on": None}
    session.add(CoursePart(class_id=school_class.id, by_name=members is not None, **dates))
    session.add_all(CourseMember(pupil_id=pupil.person_id, **dates) for pupil in members or ())
    session.add_all(CourseTeacher(person_id=teacher.id, hours=5, **dates) for teacher in teachers)
    session.flush()
    return course


def make_work_type(session: Session, year: AcademicYear, name: str, weight: str = "1") -> WorkType:
    """Add a kind of work at the end of the list."""
    position = (session.scalar(select(func.max(WorkType.position))) or 0) + 1
    kind = WorkType(
        year_id=year.id, name=name, short_name=name[:3], weight=Decimal(weight), position=position
    )
    session.add(kind)
    session.flush()
    return kind


def make_lesson(session: Session, course: Course, held_on: date, *, number: int = 1) -> Lesson:
    """Add a lesson with its first column, of the year's first kind of work."""
    lesson = Lesson(course_id=course.id, held_on=held_on, number=number)
    session.add(lesson)
    session.flush()
    make_column(session, lesson, position=1)
    return lesson


def make_column(
    session: Session, lesson: Lesson, *, position: int = 2, kind: WorkType | None = None
) -> LessonColumn:
    """Add a column to a lesson; without a *kind* of the year's first one."""
    kind = kind or session.scalars(select(WorkType).order_by(WorkType.position)).first()
    assert kind is not None
    column = LessonColumn(lesson_id=lesson.id, position=position, work_type_id=kind.id, weight=kind.weight)
    session.add(column)
    session.flush()
    return column


def first_column(session: Session, lesson: Lesson) -> LessonColumn:
    """Return the column that a lesson was born with."""
    query = select(LessonColumn).where(LessonColumn.lesson_id == lesson.id, LessonColumn.position == 1)
    return session.scalars(query).one()


def make_plan(session: Session, course: Course, *topics: tuple[str, str]) -> LessonPlan:
    """Add a plan of these topics, each with its hours: ``("Дроби", "2")``."""
    plan = LessonPlan(course_id=course.id, title=f"КТП {course.title}")
    session.add(plan)
    session.flush()
    for position, (topic, hours) in enumerate(topics, start=1):
        session.add(PlanItem(plan_id=plan.id, position=position, topic=topic, hours=Decimal(hours)))
    session.flush()
    return plan
