"""The diary over HTTP (R-DIARY): what a family sees, and in how many queries."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from journal import clock
from journal.database import Database
from journal.models import (
    Attendance,
    CourseMember,
    CoursePart,
    FinalMark,
    Homework,
    LessonColumn,
    Mark,
    WorkType,
)
from tests.factories import FRIDAY, SmallSchool, make_course, make_lesson, make_school, sign_in

MOST_QUERIES = 8


@pytest.fixture
def school(database: Database) -> Iterator[SmallSchool]:
    """A Friday with a mark, an absence, homework due today and a subgroup of somebody else."""
    with time_machine.travel(FRIDAY):
        with database.writing() as session:
            school = make_school(session)
            pupil = school.pupils_a[0]
            today, yesterday = (
                school.lesson_on(school.today),
                school.lesson_on(school.today - timedelta(days=1)),
            )
            column = session.scalars(select(LessonColumn).where(LessonColumn.lesson_id == today.id)).one()
            column.work_type_id = (
                session.scalars(select(WorkType.id).where(WorkType.name.contains("онтрольная"))).first()
                or column.work_type_id
            )
            column.weight = Decimal(4)
            session.add_all(
                (
                    Mark(column_id=column.id, pupil_id=pupil.id, value=4),
                    Attendance(lesson_id=yesterday.id, pupil_id=pupil.id, code="Б"),
                    Homework(
                        lesson_id=yesterday.id,
                        text="§ 12, смотри https://example.org/a?b=1.",
                        saved_at=clock.now(),
                    ),
                    FinalMark(
                        pupil_id=pupil.id,
                        subject_id=school.course_a.subject_id,
                        period_id=school.quarter.id,
                        course_id=school.course_a.id,
                        value="5",
                    ),
                )
            )
            for name, member in (("Моя группа", pupil), ("Чужая группа", school.pupils_a[1])):
                course = make_course(session, school.year, name, school.class_a, school.teacher_b)
                part = session.scalars(select(CoursePart).where(CoursePart.course_id == course.id)).one()
                part.by_name = True
                session.add(
                    CourseMember(course_id=course.id, pupil_id=member.id, starts_on=school.year.starts_on)
                )
                make_lesson(session, course, school.today, 2)
        yield school


@pytest.mark.parametrize("who", ["parent_a", "father_a"])
def test_a_parent_reads_the_week(client: FlaskClient, school: SmallSchool, who: str) -> None:
    sign_in(client, getattr(school, who))
    page = client.get(f"/diary/{school.pupils_a[0].id}").get_data(as_text=True)
    assert "Моя группа" in page
    assert "Чужая группа" not in page
    assert '<a href="https://example.org/a?b=1" rel="noopener noreferrer"' in page
    assert '<abbr class="diary-code" title="отсутствовал' in page
    assert "<b>4</b>" in page


def test_marks_by_subject(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_a)
    page = client.get(f"/diary/{school.pupils_a[0].id}/marks").get_data(as_text=True)
    assert "4,00" in page
    assert re.search(r'<td class="num final"[^>]*>5</td>', page)
    assert "Чужая группа" not in page


def test_a_foreign_child_answers_as_a_missing_one(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_b)
    for path in (f"/diary/{school.pupils_a[0].id}", "/diary/999999"):
        assert client.get(path).status_code == 404


def test_a_week_costs_few_queries(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_a)
    path = f"/diary/{school.pupils_a[0].id}"
    client.get(path)
    statements: list[str] = []

    def record(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "WITH")):
            statements.append(statement)

    event.listen(app.extensions["database"].engine, "before_cursor_execute", record)
    assert client.get(path).status_code == 200
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)
