"""The past stays readable in the same screens: journals, classes and marks of a year before (R-DIARY)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from journal.models import AcademicYear, Enrolment, LessonColumn, Mark, Person
from tests.factories import FRIDAY, SmallSchool, make_course, make_lesson, make_school, sign_in
from tests.factories.people import make_class
from tests.factories.school import make_year

LAST_SPRING = date(2026, 4, 15)


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask, moment: None) -> SmallSchool:
    """The first pupil of 5А was in 4А the year before, with a «3» in «Окружающий мир»."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
        former = make_year(session, LAST_SPRING)
        school_class = make_class(session, former, 4, "А")
        session.add(
            Enrolment(
                pupil_id=school.pupils_a[0].id,
                class_id=school_class.id,
                starts_on=former.starts_on,
                ends_on=former.ends_on,
            )
        )
        course = make_course(session, former, "Окружающий мир", school_class, school.teacher_b)
        lesson = make_lesson(session, course, LAST_SPRING)
        column_id = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
        session.add(Mark(column_id=column_id, pupil_id=school.pupils_a[0].id, value=3))
        return school


def visit(app: Flask, person: Person, path: str) -> str:
    client = app.test_client()
    sign_in(client, person)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def former_id(app: Flask) -> int:
    with app.extensions["database"].reading() as session:
        found: int = session.scalars(select(AcademicYear.id).order_by(AcademicYear.starts_on).limit(1)).one()
    return found


def test_the_journals_of_a_past_year(app: Flask, school: SmallSchool) -> None:
    now = visit(app, school.director, "/courses")
    assert "Математика, 5А" in now
    assert "Окружающий мир, 4А" not in now
    past = visit(app, school.director, f"/courses?year={former_id(app)}")
    assert "Окружающий мир, 4А" in past
    assert "Математика, 5А" not in past
    assert 'aria-current="page">2025/2026' in past


def test_a_teacher_s_own_journals_are_those_of_the_year(app: Flask, school: SmallSchool) -> None:
    """An assignment without an end ends with its year."""
    assert "Окружающий мир, 4А" not in visit(app, school.teacher_b, "/courses")
    assert "Окружающий мир, 4А" in visit(app, school.teacher_b, f"/courses?year={former_id(app)}")


def test_the_classes_of_a_past_year(app: Flask, school: SmallSchool) -> None:
    assert ">4А<" not in visit(app, school.secretary, "/classes")
    assert ">4А<" in visit(app, school.secretary, f"/classes?year={former_id(app)}")


def test_a_family_reads_the_marks_of_all_years(app: Flask, school: SmallSchool) -> None:
    path = f"/diary/{school.pupils_a[0].id}/marks"
    assert "Окружающий мир" not in visit(app, school.parent_a, path)
    past = visit(app, school.parent_a, f"{path}?year={former_id(app)}")
    assert "Окружающий мир" in past
    assert "<b>3</b>" in past


@pytest.mark.parametrize("year", ["", "x", "-1", "0", "9" * 30, "999999"])
def test_what_is_no_year_is_this_year(app: Flask, school: SmallSchool, year: str) -> None:
    assert "Математика, 5А" in visit(app, school.director, f"/courses?year={year}")
