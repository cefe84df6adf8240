"""Papers of a class and of a school: their time against typst alone for the same pages, and their memory."""

import random
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.bundle import time_bundle
from journal.archive import press
from journal.archive.printing import print_school
from journal.archive.queries import read_class_record
from journal.database import Database
from journal.demo.rows import Rows, refresh_statistics
from journal.models import (
    AcademicYear,
    Attendance,
    Course,
    CoursePart,
    CourseTeacher,
    Enrolment,
    FinalMark,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
    Period,
    Person,
    Printing,
    PrintingClass,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    Subject,
    WorkType,
)
from journal.names import sort_key
from journal.paper.pdf import print_book, write_book
from journal.paper.workshop import run_apart
from journal.permissions.actor import Actor
from journal.sheets.book import Making, build_book
from journal.sheets.records import Stay
from tests.factories import make_year

CLASSES, PUPILS, SUBJECTS, LESSONS = 30, 28, 14, 170
LAST_DAY = datetime(2027, 5, 28, 7, 0, tzinfo=UTC)
TOPICS = (
    "Правописание безударных гласных в корне слова",
    "Сложение и вычитание дробей с разными знаменателями. Решение задач",
    "Контрольная работа № 2 по теме «Обыкновенные дроби»",
)
MOST_RATIO, MOST_MEGABYTES, MOST_SECONDS = 2.0, 1024, 240
ROUNDS = 3


def measure_paper() -> list[bool]:
    """One class of 28 with 14 subjects of 170 lessons; then a school of 30 such classes, two at a time."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'paper.db'}")
        database.create_schema()
        with database.writing() as session:
            class_ids = build_paper_school(session)
        results = [
            measure_class_papers(database, class_ids[0]),
            measure_class_bundle(database, class_ids[0]),
            measure_school_papers(database),
        ]
        database.dispose()
    return results


def measure_class_papers(database: Database, class_id: int) -> bool:
    """Reading, building, making and packing a class's PDF against typst alone."""
    making = Making("учитель, Иванова Мария Петровна", "28.05.2027 12:00")
    times: dict[str, list[float]] = {"all": [], "typst": []}
    pages = 0
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        with database.reading() as session:
            record = read_class_record(session, class_id)
        book = build_book(record, making)
        _paper, pages = run_apart(print_book, book, LAST_DAY)
        times["all"].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        run_apart(write_book, book, LAST_DAY)
        times["typst"].append(time.perf_counter() - begun)
    whole, alone = statistics.median(times["all"]), statistics.median(times["typst"])
    megabytes = read_peak()
    holds = whole / alone <= MOST_RATIO and megabytes <= MOST_MEGABYTES
    line = (
        f"a class on paper, {pages} pages: {whole:.1f} s, typst alone {alone:.1f} s, "
        f"ratio {whole / alone:.2f} (at most {MOST_RATIO:g}), "
        f"peak {megabytes} MB (at most {MOST_MEGABYTES})"
    )
    return say(line, holds)


def measure_class_bundle(database: Database, class_id: int) -> bool:
    """The whole sealed bundle: both papers, the tables, the history (R-25YEARS)."""
    making = Making("учитель, Иванова Мария Петровна", "28.05.2027 12:00")
    whole, alone, pages, size = time_bundle(database, class_id, making, LAST_DAY, ROUNDS)
    megabytes = read_peak()
    line = (
        f"a class's sealed bundle, {pages} pages, {size / 1_000_000:.1f} MB: {whole:.1f} s, "
        f"typst alone {alone:.1f} s, ratio {whole / alone:.2f} (at most {MOST_RATIO:g}), "
        f"peak {megabytes} MB (at most {MOST_MEGABYTES})"
    )
    return say(line, whole / alone <= MOST_RATIO and megabytes <= MOST_MEGABYTES)


def measure_school_papers(database: Database) -> bool:
    """A whole school as PDF and xlsx, by two presses."""
    begun = time.perf_counter()
    with database.writing() as session:
        year = session.scalars(select(AcademicYear)).one()
        director = Actor(1, "Директорова Н. Л.", "директор", frozenset({"director"}))
        days = Stay(year.starts_on, year.ends_on)
        print_school(session, actor=director, year_id=year.id, interval=days)
    made = press.print_waiting(database)
    seconds = time.perf_counter() - begun
    with database.reading() as session:
        failed = session.scalars(select(PrintingClass.failure).where(PrintingClass.state == "failed")).all()
        assert session.scalars(select(Printing.state)).all() == ["done"]
    line = (
        f"a school of {made} classes, PDF and xlsx, {press.PRESSES} at a time: "
        f"{seconds:.0f} s (at most {MOST_SECONDS}), failed {len(failed)}"
    )
    return say(line, made == CLASSES and seconds <= MOST_SECONDS)


def read_peak() -> int:
    """The most memory that this process and the largest of those it started had, in megabytes."""
    units = 1_000_000 if sys.platform == "darwin" else 1_000
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) // units


def say(line: str, holds: bool) -> bool:
    """Print a line and pass on whether its limits hold."""
    print(line if holds else f"{line} — OVER THE LIMIT", flush=True)
    return holds


def build_paper_school(session: Session) -> list[int]:
    """A school of classes that are well filled; return the classes."""
    year = make_year(session, LAST_DAY.date())
    kind = session.scalars(select(WorkType.id).limit(1)).one()
    periods = session.scalars(select(Period.id).where(Period.kind.in_(("quarter", "year")))).all()
    rows = Rows()
    teacher = add_person(rows, "Директорова", "Нина")
    rows.add_keyed(StaffMember, person_id=teacher, position="директор", dismissed_on=None)
    rows.add_keyed(StaffRole, person_id=teacher, role="director")
    for number in range(SUBJECTS):
        rows.add(Subject, name=f"Предмет {number + 1}", short_name=f"П{number + 1}", position=number)
    chance = random.Random(30)
    classes = [
        add_class(rows, year.id, number, teacher, kind, list(periods), chance) for number in range(CLASSES)
    ]
    rows.insert(session, lambda _share: None)
    refresh_statistics(session)
    return classes


def add_person(rows: Rows, last: str, first: str) -> int:
    """A person; return the key."""
    names = {"last_name": last, "first_name": first, "middle_name": "Олегович"}
    return rows.add(Person, **names, sort_key=sort_key(last, first), birth_date=date(2015, 3, 1))


def add_class(
    rows: Rows, year_id: int, number: int, teacher: int, kind: int, periods: list[int], chance: random.Random
) -> int:
    """A class with its pupils, courses, lessons and final marks; return the key."""
    held = {"starts_on": date(2026, 9, 1), "ends_on": None}
    parallel, letter = number % 5 + 5, "АБВГДЕ"[number // 5]
    class_id = rows.add(SchoolClass, year_id=year_id, parallel=parallel, letter=letter)
    pupils = [add_person(rows, f"Ученический {number} {place}", "Пётр") for place in range(PUPILS)]
    for pupil_id in pupils:
        rows.add_keyed(Pupil, person_id=pupil_id, file_number=f"Т-{pupil_id}", note="")
        rows.add(Enrolment, pupil_id=pupil_id, class_id=class_id, **held)
    for subject_id in range(1, SUBJECTS + 1):
        course_id = rows.add(
            Course, year_id=year_id, subject_id=subject_id, title=f"Предмет {subject_id}", marking="fives"
        )
        rows.add(CoursePart, course_id=course_id, class_id=class_id, by_name=False, **held)
        rows.add(CourseTeacher, course_id=course_id, person_id=teacher, hours=5, **held)
        add_lessons(rows, course_id, pupils, kind, chance)
        for pupil_id in pupils:
            for period_id in periods:
                rows.add(
                    FinalMark,
                    pupil_id=pupil_id,
                    subject_id=subject_id,
                    period_id=period_id,
                    course_id=course_id,
                    value=chance.choice("345"),
                )
    return class_id


def add_lessons(rows: Rows, course_id: int, pupils: list[int], kind: int, chance: random.Random) -> None:
    """A year of lessons of a course with topics, homework, marks and absences."""
    days = [date(2026, 9, 1) + timedelta(days=number) for number in range(268)]
    for place, day in enumerate([day for day in days if day.weekday() < 5][:LESSONS]):
        lesson_id = rows.add(
            Lesson,
            course_id=course_id,
            held_on=day,
            number=1,
            topic=TOPICS[place % len(TOPICS)],
            topic_saved_at=LAST_DAY,
            cancelled_at=None,
        )
        column_id = rows.add(
            LessonColumn, lesson_id=lesson_id, position=1, work_type_id=kind, weight=1, title=""
        )
        homework = {"lesson_id": lesson_id, "due_on": None, "saved_at": LAST_DAY}
        rows.add_keyed(Homework, text="§ 12, упражнение 84 письменно", **homework)
        for pupil_id in pupils:
            drawn = chance.random()
            if drawn < 0.3:
                rows.add_keyed(Mark, column_id=column_id, pupil_id=pupil_id, value=chance.choice((3, 4, 5)))
            elif drawn < 0.35:
                rows.add_keyed(Attendance, lesson_id=lesson_id, pupil_id=pupil_id, code="Б")
