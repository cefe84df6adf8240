"""The school that is measured: a course of 28 pupils with 40 lessons in the quarter, well filled."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import Attendance, Course, Homework, Lesson, LessonColumn, Mark, Period, Person
from tests.factories import SmallSchool, make_course, make_lesson, make_parent, make_pupil, make_school

PUPILS, LESSONS, SUBJECTS = 28, 40, 10
NOON = datetime(2026, 12, 4, 7, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class MeasuredSchool:
    """What the measurements open."""

    school: SmallSchool
    course: Course
    period: Period
    lessons: list[Lesson]
    pupils: list[Person]
    parent: Person


def build_school(session: Session) -> MeasuredSchool:
    """Add to the tests' small school a big course, and ten subjects for the diary of its class."""
    school = make_school(session, NOON.date())
    surnames = [f"Пу{chr(1072 + n)}ков Иван Олегович" for n in range(PUPILS - len(school.pupils_a))]
    pupils = [
        *school.pupils_a,
        *(make_pupil(session, name, school.class_a, school.year.starts_on) for name in surnames),
    ]
    parent = school.parent_a
    make_parent(session, parent, pupils[-1])
    course = make_course(session, school.year, "Русский язык", school.class_a, school.teacher_a)
    lessons = fill_course(session, course, LESSONS, pupils)
    for number in range(2, SUBJECTS):
        other = make_course(session, school.year, f"Предмет {number}", school.class_a, school.teacher_b)
        fill_course(session, other, LESSONS // 2, pupils, number)
    session.flush()
    return MeasuredSchool(school, course, school.quarter, lessons, pupils, parent)


def fill_course(
    session: Session, course: Course, count: int, pupils: list[Person], number: int = 1
) -> list[Lesson]:
    """Lessons on weekdays, two a day when there are many, with topics, homework, marks and absences."""
    chance = random.Random(course.id)
    days = [FIRST_DAY + timedelta(days=n) for n in range(60)]
    days = [day for day in days if day.weekday() < 5][: (count + 1) // 2 if count > 30 else count]
    places = [(day, number + hour) for day in days for hour in range(2 if count > 30 else 1)][:count]
    lessons = [make_lesson(session, course, day, place) for day, place in places]
    columns = dict(
        session.execute(
            select(LessonColumn.lesson_id, LessonColumn.id).where(
                LessonColumn.lesson_id.in_([lesson.id for lesson in lessons])
            )
        )
        .tuples()
        .all()
    )
    for lesson in lessons:
        lesson.topic = "Правописание безударных гласных в корне слова"
        session.add(Homework(lesson_id=lesson.id, text="§ 12, упражнение 84 письменно", saved_at=NOON))
        for pupil in pupils:
            drawn = chance.random()
            if drawn < 0.35:
                session.add(
                    Mark(column_id=columns[lesson.id], pupil_id=pupil.id, value=chance.choice((3, 4, 5)))
                )
            elif drawn < 0.42:
                session.add(Attendance(lesson_id=lesson.id, pupil_id=pupil.id, code="Б"))
    return lessons
