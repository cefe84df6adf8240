"""The school that most tests use: two classes, siblings in both, staff in every role and some in several."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.models import (
    AcademicYear,
    Course,
    CourseTeacher,
    Lesson,
    Parenthood,
    Period,
    Person,
    Pupil,
    School,
    SchoolClass,
    StaffMember,
    StaffRole,
)
from journal.permissions.actor import Actor
from tests.factories.courses import make_course, make_lessons
from tests.factories.people import make_class, make_parent, make_person, make_pupil, make_staff, make_tutor
from tests.factories.school import make_year

# Friday noon in the school, in the middle of the second quarter; the lesson of 5 November has just closed.
FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
DAYS_BEFORE, DAYS_AHEAD = 18, 14


@dataclass(frozen=True)
class SmallSchool:
    """Who and what is in the school; entities are usable after their session was closed."""

    school: School
    year: AcademicYear
    quarter: Period
    today: date
    class_a: SchoolClass
    """5А, its tutor is `teacher_a`."""
    class_b: SchoolClass
    """5Б, its tutor is `teacher_b`."""
    course_a: Course
    """Mathematics in 5А by `teacher_a`."""
    course_b: Course
    """Mathematics in 5Б by `teacher_b`."""
    course_c: Course
    """History in 5А by `many_hats`."""
    lessons_a: list[Lesson]
    """One on every weekday from 18 days ago to 14 days ahead, by date."""
    lessons_b: list[Lesson]
    pupils_a: list[Person]
    pupils_b: list[Person]
    """The first of each class are siblings."""
    parent_a: Person
    """The mother of both siblings."""
    father_a: Person
    """Their father."""
    parent_b: Person
    """The mother of the second pupil of 5Б."""
    administrator: Person
    director: Person
    deputy: Person
    secretary: Person
    teacher_a: Person
    teacher_b: Person
    many_hats: Person
    """Administrator and teacher of `course_c`, father of the third pupil of 5Б."""
    dismissed: Person
    """Was a teacher of `course_a`; dismissed, the roles were left in place."""

    def lesson_on(self, on: date) -> Lesson:
        """The lesson of `course_a` on that weekday."""
        return next(lesson for lesson in self.lessons_a if lesson.held_on == on)


def make_school(session: Session, today: date | None = None) -> SmallSchool:
    """Build the small school around *today* (the clock's by default); the caller commits."""
    today = today or clock.today("Asia/Yekaterinburg")
    year = make_year(session, today)
    start = year.starts_on
    class_a, class_b = make_class(session, year, 5, "А"), make_class(session, year, 5, "Б")
    staff = make_all_staff(session)
    make_tutor(session, staff["teacher_a"], class_a, start)
    make_tutor(session, staff["teacher_b"], class_b, start)
    pupils_a = [
        make_pupil(session, name, class_a, start)
        for name in (
            "Белова Анна Ильинична",
            "Ёлкин Пётр Олегович",
            "Жуков Артём Львович",
            "Юрьева Яна Игоревна",
        )
    ]
    pupils_b = [
        make_pupil(session, name, class_b, start)
        for name in ("Белов Иван Ильич", "Зотова Вера Павловна", "Мухин Егор Сергеевич")
    ]
    parents = make_parents(session, pupils_a, pupils_b, staff["many_hats"])
    course_a = make_course(session, year, "Математика", class_a, staff["teacher_a"])
    course_b = make_course(session, year, "Математика", class_b, staff["teacher_b"])
    session.add(
        CourseTeacher(course_id=course_a.id, person_id=staff["dismissed"].id, starts_on=start, ends_on=None)
    )
    return SmallSchool(
        school=session.scalars(select(School)).one(),
        year=year,
        quarter=find_quarter(session, year, today),
        today=today,
        class_a=class_a,
        class_b=class_b,
        course_a=course_a,
        course_b=course_b,
        course_c=make_course(session, year, "История", class_a, staff["many_hats"]),
        lessons_a=make_lessons(session, course_a, list_weekdays(today)),
        lessons_b=make_lessons(session, course_b, list_weekdays(today)),
        pupils_a=pupils_a,
        pupils_b=pupils_b,
        **parents,
        **staff,
    )


def make_all_staff(session: Session) -> dict[str, Person]:
    """The staff, by the names of `SmallSchool`."""
    staff = {
        "administrator": make_staff(
            session, "Админова Инна Юрьевна", "administrator", position="лаборант-программист"
        ),
        "director": make_staff(session, "Директорова Нина Львовна", "director", position="директор"),
        "deputy": make_staff(
            session, "Завучева Анна Ивановна", "deputy", position="заместитель директора по УВР"
        ),
        "secretary": make_staff(session, "Секретарёва Ольга Петровна", "secretary", position="секретарь"),
        "teacher_a": make_staff(session, "Иванова Мария Петровна", "teacher"),
        "teacher_b": make_staff(session, "Петров Олег Игоревич", "teacher"),
        "many_hats": make_staff(session, "Мухин Сергей Ильич", "administrator", "teacher"),
        "dismissed": make_staff(session, "Бывшев Глеб Андреевич", "teacher"),
    }
    session.get_one(StaffMember, staff["dismissed"].id).dismissed_on = date(2026, 9, 15)
    return staff


def make_parents(
    session: Session, pupils_a: list[Person], pupils_b: list[Person], many_hats: Person
) -> dict[str, Person]:
    """The parents, by the names of `SmallSchool`."""
    parents = {
        "parent_a": make_person(session, "Белова Ольга Сергеевна"),
        "father_a": make_person(session, "Белов Илья Иванович"),
        "parent_b": make_person(session, "Зотова Инна Фёдоровна"),
    }
    make_parent(session, parents["parent_a"], pupils_a[0], pupils_b[0])
    make_parent(session, parents["father_a"], pupils_a[0], pupils_b[0], kind="father")
    make_parent(session, parents["parent_b"], pupils_b[1])
    make_parent(session, many_hats, pupils_b[2], kind="father")
    return parents


def list_weekdays(today: date) -> list[date]:
    """The weekdays around the day: on each of them there is a lesson."""
    days = (today + timedelta(days=n) for n in range(-DAYS_BEFORE, DAYS_AHEAD + 1))
    return [day for day in days if day.weekday() < 5]


def find_quarter(session: Session, year: AcademicYear, today: date) -> Period:
    """The quarter of the day; in the holidays the one before it."""
    return session.scalars(
        select(Period)
        .where(Period.year_id == year.id, Period.kind == "quarter", Period.starts_on <= today)
        .order_by(Period.starts_on.desc())
        .limit(1)
    ).one()


def actor_of(session: Session, person: Person) -> Actor:
    """The person as services take it, with the roles of this moment."""
    member = session.get(StaffMember, person.id)
    roles: set[str] = set()
    if member and member.dismissed_on is None:
        roles.update(session.scalars(select(StaffRole.role).where(StaffRole.person_id == person.id)))
    if session.get(Pupil, person.id):
        roles.add("pupil")
    if session.scalar(select(Parenthood.pupil_id).where(Parenthood.parent_id == person.id).limit(1)):
        roles.add("parent")
    return Actor(person.id, person.full_name, member.position if member else "", frozenset(roles))
