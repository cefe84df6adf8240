"""What the history names by number keeps that number for ever."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.models import LessonColumn, WorkType
from tests.factories import make_school


def test_a_deleted_column_s_number_is_not_given_again(session: Session) -> None:
    lesson = make_school(session).lessons_a[-1]
    work_type_id = session.scalars(select(WorkType.id)).first()
    numbers = []
    for _ in range(2):
        column = LessonColumn(
            lesson_id=lesson.id, position=2, work_type_id=work_type_id, weight=Decimal(1), title=""
        )
        session.add(column)
        session.flush()
        numbers.append(column.id)
        session.delete(column)
        session.flush()
    assert numbers[0] != numbers[1]
