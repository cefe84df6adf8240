"""The year of a class as plain values, for tests of sheets and papers that need no database."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from journal.sheets.records import (
    ClassRecord,
    CourseRecord,
    Decision,
    LessonRecord,
    MarkColumn,
    Move,
    PeriodRecord,
    PupilRecord,
    Stay,
    Teaching,
)

YEAR = Stay(date(2026, 9, 1), date(2027, 8, 31))
DAYS = (
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 30)),
    (date(2027, 1, 11), date(2027, 3, 26)),
    (date(2027, 4, 5), date(2027, 5, 26)),
)
QUARTERS = [PeriodRecord(number, "quarter", number, *days) for number, days in enumerate(DAYS, start=1)]
PERIODS = [*QUARTERS, PeriodRecord(5, "year", 1, DAYS[0][0], DAYS[-1][1])]
NAMES = ("Абрамова Анна", "Белов Артём", "Ёлкина Вера", "Жуков Глеб", "Зайцев Дмитрий", "Иванова Ева")
TOPICS = ("Сложение дробей", "Контрольная работа № 2. Дроби", "Повторение: «Числа»")


def make_record(
    *,
    pupils: Sequence[PupilRecord] | None = None,
    courses: Sequence[CourseRecord] | None = None,
    lessons: int = 45,
    interval: Stay = YEAR,
    seed: int = 1,
) -> ClassRecord:
    """A class of six with one course of so many lessons, well filled."""
    known = make_pupils() if pupils is None else pupils
    taught = [make_course(lessons=lessons, pupils=known)] if courses is None else courses
    chance = random.Random(seed)
    marks: dict[tuple[int, int], str] = {}
    codes: dict[tuple[int, int], str] = {}
    for course in taught:
        for lesson in course.lessons:
            for pupil_id in course.members:
                drawn = chance.random()
                if drawn < 0.15:
                    codes[lesson.id, pupil_id] = chance.choice(("Б", "УП", "НП", "ОТ", "ОП", "осв."))
                for column in lesson.columns if drawn > 0.5 else ():
                    marks[column.id, pupil_id] = chance.choice("2345")
    finals = {
        (pupil.id, course.subject_id, period.id): chance.choice("345")
        for pupil in known
        for course in taught
        for period in PERIODS
    }
    return ClassRecord(
        school="МБОУ «Средняя общеобразовательная школа села Ключи»",
        place="село Ключи, Курганская область",
        name="5А",
        parallel=5,
        year="2026/2027",
        year_span=YEAR,
        tutors=["Иванова Мария Петровна"],
        interval=interval,
        today=date(2027, 6, 1),
        pupils=known,
        periods=PERIODS,
        courses=taught,
        marks=marks,
        codes=codes,
        finals=finals,
        exams={(known[0].id, 1): "5"} if known else {},
        results={(known[0].id, 1): "4"} if known else {},
    )


def make_pupils(names: Sequence[str] = NAMES) -> list[PupilRecord]:
    """Pupils with everything that the general information tells; the second arrived in January."""
    arrival = Move(date(2027, 1, 12), "3-к", date(2027, 1, 11), "гимназия № 2")
    return [
        PupilRecord(
            id=number,
            last_name=name.split()[0],
            first_name=" ".join(name.split()[1:]),
            birth_date=date(2015, 3, 1) + timedelta(days=number),
            file_number=f"Т-{number}",
            address="село Ключи, улица Школьная, 14",
            phone="+7 900 000-00-00",
            parents=["мать: Абрамова Ольга Сергеевна"],
            stays=[Stay(arrival.day if number == 2 else YEAR.starts_on)],
            arrival=arrival if number == 2 else None,
            decision=Decision("promoted", "5", date(2027, 5, 27)),
        )
        for number, name in enumerate(names, start=1)
    ]


def make_course(
    *,
    pupils: Sequence[PupilRecord],
    course_id: int = 1,
    subject: str = "Математика",
    subgroup: str = "",
    lessons: int = 45,
    topics: Sequence[str] = TOPICS,
    columns: int = 1,
) -> CourseRecord:
    """A course whose lessons are held on school days; every seventh has a second column for a test."""
    held = [day for first, last in DAYS for day in list_weekdays(first, last)]
    days = [held[at * len(held) // lessons] for at in range(lessons)] if lessons else []
    return CourseRecord(
        id=course_id,
        subject_id=course_id,
        subject=subject,
        subgroup=subgroup,
        marking="fives",
        teachings=[
            Teaching("Иванова М. П.", Stay(YEAR.starts_on)),
            Teaching("Петров О. И.", Stay(date(2026, 10, 5), date(2026, 10, 9))),
        ],
        lessons=[
            LessonRecord(
                id=course_id * 10_000 + at,
                place=at + 1,
                held_on=day,
                number=at % 6 + 1,
                hours="1",
                topic=topics[at % len(topics)],
                homework="§ 12, № 345" if at % 2 else "",
                columns=[
                    MarkColumn((course_id * 10_000 + at) * 100 + place, "контр." if place else "")
                    for place in range(columns + (at % 7 == 6))
                ],
            )
            for at, day in enumerate(days)
        ],
        members={pupil.id: pupil.stays for pupil in pupils},
    )


def list_weekdays(first: date, last: date) -> list[date]:
    """The days from Monday to Friday in between, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]
