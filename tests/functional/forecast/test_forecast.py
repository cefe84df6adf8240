"""The forecast's two pages (R-FORECAST)."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.database import Database
from journal.models import LessonColumn, Mark
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in


@pytest.fixture
def school(database: Database) -> Iterator[SmallSchool]:
    """A school in which the first pupil has a «3» and a «4»."""
    with time_machine.travel(FRIDAY):
        with database.writing() as session:
            school = make_school(session)
            for lesson, value in zip(school.lessons_a[-15:-13], (3, 4), strict=True):
                column_id = session.scalars(
                    select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)
                ).one()
                session.add(Mark(column_id=column_id, pupil_id=school.pupils_a[0].id, value=value))
        yield school


def test_a_family_reads_what_is_needed(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_a)
    page = client.get(f"/diary/{school.pupils_a[0].id}/forecast").get_data(as_text=True)
    assert "средний балл 3,50" in page
    assert "Что нужно до «5»" in page
    assert "4 отметки «5»" in page
    assert "<polyline" in page


def test_a_teacher_sees_the_group(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_a)
    page = client.get(f"/courses/{school.course_a.id}/forecast").get_data(as_text=True)
    assert page.count('<th scope="row">') == len(school.pupils_a)
    assert "до «5»: 4 отметки «5»" in page
    assert "<dt>«4»</dt><dd>1</dd>" in page
    assert f"<dt>без отметок</dt><dd>{len(school.pupils_a) - 1}</dd>" in page


def test_a_foreign_forecast_answers_as_a_missing_one(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.parent_b)
    assert client.get(f"/diary/{school.pupils_a[0].id}/forecast").status_code == 404
    sign_in(client, school.teacher_b)
    assert client.get(f"/courses/{school.course_a.id}/forecast").status_code == 404
