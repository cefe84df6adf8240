"""A refused form of a column comes back as it was typed, with what is wrong beside its field."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from journal.database import Database
from journal.models import Amendment, LessonColumn, WorkType
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in


@pytest.fixture
def school(database: Database, client: FlaskClient) -> Iterator[SmallSchool]:
    """The small school, its teacher signed in."""
    with time_machine.travel(FRIDAY):
        with database.writing() as session:
            school = make_school(session)
        sign_in(client, school.teacher_a)
        yield school


@pytest.mark.parametrize(
    ("weight", "title"), [("сто", "Работа № 1"), ("99", "Работа № 1"), ("2", "Test one"), ("2", "я" * 500)]
)
def test_what_was_typed_stays(
    client: FlaskClient, database: Database, school: SmallSchool, weight: str, title: str
) -> None:
    lesson = school.lesson_on(school.today)
    with database.reading() as session:
        work_type_id = session.scalars(select(WorkType.id).where(WorkType.year_id == school.year.id)).all()[2]
    sent = {"work_type_id": work_type_id, "weight": weight, "title": title, "back": "course"}
    answer = client.post(f"/lessons/{lesson.id}/columns", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'value="{weight}"' in page
    assert f'value="{title}"' in page
    assert f'<option selected value="{work_type_id}">' in page
    assert 'aria-invalid="true"' in page
    with database.reading() as session:
        count = select(func.count()).select_from(LessonColumn).where(LessonColumn.lesson_id == lesson.id)
        assert session.scalar(count) == 1
        assert session.scalar(select(func.count()).select_from(Amendment)) == 0
