"""Courses and lessons of a test's school."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import (
    AcademicYear,
    Course,
    CoursePart,
    CourseTeacher,
    Lesson,
    LessonColumn,
    Person,
    SchoolClass,
    Subject,
    WorkType,
)


def make_course(
    session: Session,
    year: AcademicYear,
    subject_name: str,
    school_class: SchoolClass,
    teacher: Person,
    *,
    marking: str = "fives",
) -> Course:
    """A course of a whole class, taught by one teacher all the year."""
    subject = session.scalar(select(Subject).where(Subject.name == subject_name))
    if subject is None:
        subject = Subject(name=subject_name, short_name=subject_name)
        session.add(subject)
        session.flush()
    course = Course(
        year_id=year.id,
        subject_id=subject.id,
        title=f"{subject_name}, {school_class.name}",
        marking=marking,
    )
    session.add(course)
    session.flush()
    session.add_all(
        (
            CoursePart(course_id=course.id, class_id=school_class.id, starts_on=year.starts_on),
            CourseTeacher(course_id=course.id, person_id=teacher.id, hours=5, starts_on=year.starts_on),
        )
    )
    session.flush()
    return course


def make_lesson(session: Session, course: Course, held_on: date, number: int = 1) -> Lesson:
    """A lesson with its first column."""
    (lesson,) = make_lessons(session, course, [held_on], number)
    return lesson


def make_lessons(session: Session, course: Course, days: list[date], number: int = 1) -> list[Lesson]:
    """A lesson with its first column on each of the days, all stored at once: a school has many."""
    work_type_id = session.scalars(
        select(WorkType.id).where(WorkType.year_id == course.year_id).order_by(WorkType.position).limit(1)
    ).one()
    lessons = [Lesson(course_id=course.id, held_on=day, number=number) for day in days]
    session.add_all(lessons)
    session.flush()
    session.add_all(
        LessonColumn(lesson_id=lesson.id, position=1, work_type_id=work_type_id, weight=Decimal(1), title="")
        for lesson in lessons
    )
    session.flush()
    return lessons
