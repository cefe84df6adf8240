"""The school of a deputy head: 1,000 pupils in 40 classes with a full year, written in bulk."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.demo.rows import Rows, refresh_statistics
from journal.models import (
    Attendance,
    Course,
    CoursePart,
    CourseTeacher,
    Enrolment,
    Homework,
    Lesson,
    LessonClosing,
    LessonColumn,
    Mark,
    Person,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    Subject,
    Tutorship,
    WorkType,
)
from journal.names import sort_key
from tests.factories import make_account, make_year

CLASSES, PUPILS_OF_A_CLASS, TEACHERS = 40, 25, 60
COURSES_OF_A_CLASS, LESSONS_A_DAY = 12, 6
LAST_DAYS = datetime(2027, 5, 21, 7, 0, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2027, 5, 28)
CLOSED_AFTER = timedelta(days=14)
GAP, MARK, ABSENCE = 0.02, 0.2, 0.05


class LargeSchool:
    """Collects the rows; the deputy head is the first of the teachers."""

    def __init__(self, year_id: int, work_type_id: int) -> None:
        """Begin with the staff; their keys count from 1."""
        self.year_id, self.work_type_id = year_id, work_type_id
        self.rows, self.chance = Rows(), random.Random(1000)
        self.days = list(list_weekdays())
        for number in range(TEACHERS):
            self.add_teacher(number)
        for number in range(COURSES_OF_A_CLASS):
            name = f"Предмет {number + 1}"
            self.rows.add(Subject, name=name, short_name=name, position=number)

    def add_person(self, last: str, first: str) -> int:
        """A person; return the key."""
        names = {"last_name": last, "first_name": first, "middle_name": "Олегович"}
        return self.rows.add(Person, **names, sort_key=sort_key(last, first), birth_date=None)

    def add_teacher(self, number: int) -> None:
        """A teacher; the first one is the deputy head as well."""
        person_id = self.add_person(f"Учительский-{number}", "Иван")
        self.rows.add_keyed(StaffMember, person_id=person_id, position="учитель", dismissed_on=None)
        for role in ("teacher", "deputy") if number == 0 else ("teacher",):
            self.rows.add_keyed(StaffRole, person_id=person_id, role=role)

    def add_class(self, number: int) -> None:
        """A class with its tutor, pupils and courses, and a year of its lessons."""
        held = {"starts_on": FIRST_DAY, "ends_on": None}
        class_id = self.rows.add(
            SchoolClass, year_id=self.year_id, parallel=number % 11 + 1, letter="АБВГ"[number // 11]
        )
        self.rows.add(Tutorship, class_id=class_id, person_id=number + 2, **held)
        pupils = [
            self.add_person(f"Ученический-{number}-{place}", "Пётр") for place in range(PUPILS_OF_A_CLASS)
        ]
        for pupil_id in pupils:
            self.rows.add_keyed(Pupil, person_id=pupil_id, file_number="", note="")
            self.rows.add(Enrolment, pupil_id=pupil_id, class_id=class_id, **held)
        courses = []
        for place in range(COURSES_OF_A_CLASS):
            title = f"Предмет {place + 1}, {number}"
            course_id = self.rows.add(
                Course, year_id=self.year_id, subject_id=place + 1, title=title, marking="fives"
            )
            teacher_id = (number * COURSES_OF_A_CLASS + place) % TEACHERS + 1
            self.rows.add(CoursePart, course_id=course_id, class_id=class_id, by_name=False, **held)
            self.rows.add(CourseTeacher, course_id=course_id, person_id=teacher_id, hours=2, **held)
            courses.append(course_id)
        for day_number, day in enumerate(self.days):
            for hour in range(LESSONS_A_DAY):
                place = (day_number * LESSONS_A_DAY + hour) % COURSES_OF_A_CLASS
                self.add_lesson(courses[place], day, hour + 1, pupils)

    def add_lesson(self, course_id: int, day: date, number: int, pupils: list[int]) -> None:
        """A lesson; up to yesterday with its topic, homework, marks and absences, but for a few gaps."""
        is_past = day < LAST_DAYS.date()
        saved_at = datetime.combine(day, time(9), tzinfo=UTC)
        has_topic, has_homework, has_marks = (is_past and self.chance.random() > GAP for _ in range(3))
        lesson_id = self.rows.add(
            Lesson,
            course_id=course_id,
            held_on=day,
            number=number,
            topic="Тема урока" if has_topic else "",
            topic_saved_at=saved_at if has_topic else None,
            cancelled_at=None,
        )
        column_id = self.rows.add(
            LessonColumn, lesson_id=lesson_id, position=1, work_type_id=self.work_type_id, weight=1, title=""
        )
        if has_homework:
            self.rows.add_keyed(Homework, lesson_id=lesson_id, text="§ 1", due_on=None, saved_at=saved_at)
        if day + CLOSED_AFTER < LAST_DAYS.date():
            self.rows.add_keyed(LessonClosing, lesson_id=lesson_id, closed_at=saved_at + CLOSED_AFTER)
        for pupil_id in pupils if has_marks else ():
            drawn = self.chance.random()
            if drawn < MARK:
                self.rows.add_keyed(Mark, column_id=column_id, pupil_id=pupil_id, value=4)
            elif drawn < MARK + ABSENCE:
                code = self.chance.choice(("Б", "Б", "УП", "ОТ"))
                self.rows.add_keyed(Attendance, lesson_id=lesson_id, pupil_id=pupil_id, code=code)


def list_weekdays() -> Iterator[date]:
    """The days of the year on which there are lessons."""
    for number in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=number)
        if day.weekday() < 5:
            yield day


def build_large_school(session: Session) -> Person:
    """Write the school into an empty database and return the deputy head, who teaches too."""
    year = make_year(session, LAST_DAYS.date())
    work_type_id = session.scalars(select(WorkType.id).limit(1)).one()
    school = LargeSchool(year.id, work_type_id)
    for number in range(CLASSES):
        school.add_class(number)
    school.rows.insert(session, lambda _share: None)
    refresh_statistics(session)
    deputy = session.get_one(Person, 1)
    make_account(session, deputy)
    return deputy
