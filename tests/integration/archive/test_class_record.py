"""A class's year as it is read for the sheets, in a fixed number of queries (R-ARCHIVE)."""

from datetime import date, timedelta

from sqlalchemy import select

from benchmarks.measure import recorded
from journal.archive.queries import read_class_record
from journal.database import Database
from journal.models import (
    Attendance,
    CourseMember,
    CoursePart,
    Enrolment,
    EnrolmentOrder,
    FinalMark,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
)
from journal.sheets.book import Making, build_book
from journal.sheets.records import Stay
from tests.factories import SmallSchool, make_course, make_lesson
from tests.factories.people import enrol, make_pupil

MAKING = Making("учитель", "01.06.2027 10:00")
MOST_QUERIES = 18


def test_its_cells_are_the_databases(database: Database, school: SmallSchool) -> None:
    with database.reading() as session:
        record = read_class_record(session, school.class_a.id)
        lessons = session.scalars(
            select(Lesson).where(Lesson.course_id == school.course_a.id).order_by(Lesson.held_on)
        ).all()
        columns = session.execute(
            select(LessonColumn.id, LessonColumn.lesson_id, LessonColumn.position).order_by(
                LessonColumn.lesson_id, LessonColumn.position
            )
        ).all()
        marks = {(row.column_id, row.pupil_id): str(row.value) for row in session.scalars(select(Mark))}
        codes = {(row.lesson_id, row.pupil_id): row.code for row in session.scalars(select(Attendance))}
        homework = {row.lesson_id: row.text for row in session.scalars(select(Homework))}
    assert len(marks) > 3
    assert len(codes) > 1
    pages = next(one for one in build_book(record, MAKING).courses if one.subject == "Математика")
    places = [(lesson, row) for lesson in lessons for row in columns if row.lesson_id == lesson.id]
    for row, pupil in zip(pages.marks.rows, school.pupils_a, strict=True):
        assert row[1] == f"{pupil.last_name} {pupil.first_name}"
        expected = [
            marks.get((column.id, pupil.id))
            or (codes.get((lesson.id, pupil.id)) if column.position == 1 else None)
            or ""
            for lesson, column in places
        ]
        cells = [text for text, one in zip(row, pages.marks.columns, strict=True) if one.kind == "cell"]
        assert cells == expected
    assert [(row[0], row[1], row[2], row[3]) for row in pages.topics.rows] == [
        (f"{one.held_on:%d.%m.%Y}", str(number), one.topic, homework.get(one.id, ""))
        for number, one in enumerate(lessons, start=1)
    ]


def test_an_interval_keeps_the_numbers_of_its_lessons(database: Database, school: SmallSchool) -> None:
    days = Stay(school.today - timedelta(days=2), school.today)
    with database.reading() as session:
        record = read_class_record(session, school.class_a.id, days)
    course = next(one for one in record.courses if one.id == school.course_a.id)
    before = sum(lesson.held_on < days.starts_on for lesson in school.lessons_a)
    assert [lesson.place for lesson in course.lessons] == [before + 1, before + 2, before + 3]
    assert before > 5


def test_moves_orders_and_subgroups_are_read(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        came = make_pupil(session, "Яковлев Лев Олегович", school.class_b, school.year.starts_on)
        first = session.scalars(select(Enrolment).where(Enrolment.pupil_id == came.id)).one()
        first.ends_on = date(2026, 10, 9)
        enrol(session, came, school.class_a, date(2026, 10, 10))
        second = session.scalars(
            select(Enrolment).where(Enrolment.pupil_id == came.id, Enrolment.class_id == school.class_a.id)
        ).one()
        session.add(
            EnrolmentOrder(
                enrolment_id=second.id, direction="arrival", number="12-к", dated_on=date(2026, 10, 8)
            )
        )
        course = make_course(session, school.year, "Английский язык", school.class_a, school.teacher_b)
        part = session.scalars(select(CoursePart).where(CoursePart.course_id == course.id)).one()
        part.by_name, part.subgroup = True, "1 подгруппа"
        session.add(
            CourseMember(course_id=course.id, pupil_id=came.id, starts_on=school.year.starts_on, ends_on=None)
        )
        make_lesson(session, course, school.today)
    with database.reading() as session:
        record = read_class_record(session, school.class_a.id)
        left = read_class_record(session, school.class_b.id)
    pupil = record.pupils[-1]
    assert pupil.arrival is not None
    assert (pupil.arrival.day, pupil.arrival.number, pupil.arrival.place) == (
        date(2026, 10, 10),
        "12-к",
        "из 5Б",
    )
    gone = next(one for one in left.pupils if one.id == came.id)
    assert gone.departure is not None
    assert (gone.departure.day, gone.departure.place) == (date(2026, 10, 9), "в 5А")
    english = next(one for one in record.courses if one.subgroup)
    assert english.members == {came.id: [Stay(date(2026, 10, 10))]}


def test_final_marks_are_the_databases(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        session.add(
            FinalMark(
                pupil_id=school.pupils_a[1].id,
                subject_id=school.course_a.subject_id,
                period_id=school.quarter.id,
                course_id=school.course_a.id,
                value="н/а",
            )
        )
    with database.reading() as session:
        record = read_class_record(session, school.class_a.id)
    key = school.pupils_a[1].id, school.course_a.subject_id, school.quarter.id
    assert record.finals == {key: "н/а"}
    assert record.exams == {(school.pupils_a[0].id, school.course_a.subject_id): "5"}
    assert record.tutors == ["Иванова Мария Петровна"]


def test_the_number_of_queries_does_not_grow(database: Database, school: SmallSchool) -> None:
    counts = []
    for step in range(2):
        with database.reading() as session, recorded(database.engine) as statements:
            read_class_record(session, school.class_a.id)
            counts.append(len(statements))
        if step == 0:
            with database.writing() as session:
                for number in range(3):
                    make_pupil(session, f"Новиков Игорь {number}", school.class_a, school.year.starts_on)
                    course = make_course(
                        session, school.year, f"Предмет {number}", school.class_a, school.teacher_b
                    )
                    make_lesson(session, course, school.today)
    assert counts[0] == counts[1] <= MOST_QUERIES
