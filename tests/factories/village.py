"""A small school: two classes, a handful of people with one hat or several, and a fortnight of lessons.

It stands on Tuesday, 15 September 2026, ten in the morning in Yekaterinburg (`VILLAGE_TIME`): the lesson of
1 September may still be edited on that day, and not on the next.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from journal.models import (
    AcademicYear,
    Course,
    Lesson,
    ParallelPeriods,
    Period,
    Person,
    Pupil,
    School,
    SchoolClass,
    Subject,
    WorkType,
)
from tests.factories.people import make_parent, make_parenthood, make_pupil, make_staff, make_tutor
from tests.factories.teaching import make_class, make_course, make_lesson, make_subject, make_work_type

VILLAGE_TIME = datetime(2026, 9, 15, 5, 0, tzinfo=UTC)
PERIODS = (
    ("quarter", 1, date(2026, 9, 1), date(2026, 10, 25)),
    ("quarter", 2, date(2026, 11, 3), date(2026, 12, 30)),
    ("quarter", 3, date(2027, 1, 11), date(2027, 3, 26)),
    ("quarter", 4, date(2027, 4, 5), date(2027, 5, 26)),
    ("half", 1, date(2026, 9, 1), date(2026, 12, 30)),
    ("half", 2, date(2027, 1, 11), date(2027, 5, 26)),
    ("year", 1, date(2026, 9, 1), date(2027, 5, 26)),
)
LESSON_DAYS = tuple(date(2026, 9, day) for day in (1, 2, 4, 7, 8, 9, 11, 14, 15, 16))


@dataclass(frozen=True)
class Village:
    """The rows of the small school that tests speak of."""

    school: School
    year: AcademicYear
    quarters: tuple[Period, ...]
    year_period: Period
    answer: WorkType
    test_work: WorkType
    class_5: SchoolClass
    class_6: SchoolClass
    maths: Subject
    english: Subject
    pupils: tuple[Pupil, ...]
    """Five of 5А in the order of the register; the last came on 8 September."""
    foreign_pupil: Pupil
    """In 6А."""
    director: Person
    deputy: Person
    secretary: Person
    administrator: Person
    """Nothing but administrator."""
    teacher: Person
    """Teaches mathematics in 5А and English to its first subgroup, and is its tutor."""
    other_teacher: Person
    """Teaches mathematics in 6А; administrator too, and the parent of the second pupil of 5А."""
    parent: Person
    """Of the first pupil of 5А and of the pupil of 6А."""
    course: Course
    """5А, mathematics."""
    other_course: Course
    """6А, mathematics."""
    subgroup: Course
    """5А, English, for the first two pupils by name."""
    lessons: tuple[Lesson, ...]
    """Of 5А in mathematics, on `LESSON_DAYS`; the last is tomorrow's."""
    other_lesson: Lesson
    """Of 6А in mathematics, on 14 September."""
    subgroup_lesson: Lesson
    """Of the subgroup, on 14 September."""


def make_village(session: Session) -> Village:
    """Add the small school to an empty database."""
    year, periods = make_year(session)
    five, six = make_class(session, year, 5), make_class(session, year, 6)
    maths, english = make_subject(session, "Математика"), make_subject(session, "Английский язык")
    teacher = make_staff(session, "Ёлкина Мария Петровна", "teacher")
    other = make_staff(session, "Абрамов Пётр Ильич", "teacher", "administrator")
    make_tutor(session, teacher, five)
    pupils = make_pupils(session, five)
    foreign = make_pupil(session, "Юдин Олег Ильич", six)
    make_parenthood(session, other, pupils[1], kind="father")
    course = make_course(session, maths, five, teacher)
    other_course = make_course(session, maths, six, other)
    subgroup = make_course(session, english, five, teacher, members=pupils[:2])
    answer, test_work = (
        make_work_type(session, year, "ответ на уроке"),
        make_work_type(session, year, "контрольная работа", "2"),
    )
    return Village(
        school=make_school(session),
        year=year,
        quarters=periods[:4],
        year_period=periods[-1],
        answer=answer,
        test_work=test_work,
        class_5=five,
        class_6=six,
        maths=maths,
        english=english,
        pupils=pupils,
        foreign_pupil=foreign,
        director=make_staff(session, "Громова Анна Львовна", "director", position="директор"),
        deputy=make_staff(session, "Дёмина Вера Ивановна", "deputy", position="заместитель директора по УВР"),
        secretary=make_staff(session, "Сомова Инна Юрьевна", "secretary", position="секретарь"),
        administrator=make_staff(session, "Котов Иван Кузьмич", "administrator", position="лаборант"),
        teacher=teacher,
        other_teacher=other,
        parent=make_parent(session, "Абрамова Ольга Олеговна", pupils[0], foreign),
        course=course,
        other_course=other_course,
        subgroup=subgroup,
        lessons=tuple(make_lesson(session, course, day, number=2) for day in LESSON_DAYS),
        other_lesson=make_lesson(session, other_course, date(2026, 9, 14), number=2),
        subgroup_lesson=make_lesson(session, subgroup, date(2026, 9, 14), number=3),
    )


def make_school(session: Session) -> School:
    """Add the school itself."""
    school = School(
        name="МБОУ «Сосновская школа»", short_name="Сосновская школа", time_zone="Asia/Yekaterinburg"
    )
    session.add(school)
    session.flush()
    return school


def make_year(session: Session) -> tuple[AcademicYear, tuple[Period, ...]]:
    """Add the year 2026/2027 with its periods: quarters up to year 9, half-years after."""
    year = AcademicYear(starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31))
    session.add(year)
    session.flush()
    periods = tuple(
        Period(year_id=year.id, kind=kind, number=number, starts_on=starts_on, ends_on=ends_on)
        for kind, number, starts_on, ends_on in PERIODS
    )
    session.add_all(periods)
    session.add_all(
        ParallelPeriods(year_id=year.id, parallel=parallel, kind="quarter" if parallel < 10 else "half")
        for parallel in range(1, 12)
    )
    session.flush()
    return year, periods


def make_pupils(session: Session, school_class: SchoolClass) -> tuple[Pupil, ...]:
    """Add five pupils; the last comes a week late."""
    names = (
        "Абрамов Иван Сергеевич",
        "Абрамова Алёна Петровна",
        "Борисов Лев Андреевич",
        "Ежов Тимур Маратович",
    )
    first_four = tuple(make_pupil(session, name, school_class) for name in names)
    late = make_pupil(session, "Яковлева Дарья Олеговна", school_class, since=date(2026, 9, 8))
    return (*first_four, late)
