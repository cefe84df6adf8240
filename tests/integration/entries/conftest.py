"""A school on a Friday noon, and a short way to type into its cells."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.models import Lesson, LessonColumn
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

Type = Callable[..., CellValue]
EMPTY = CellValue()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Friday noon; a test may travel on."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(clock: time_machine.Traveller, session: Session) -> SmallSchool:
    """The small school of that day."""
    return make_school(session)


@pytest.fixture
def today(school: SmallSchool) -> Lesson:
    """Today's lesson of the first course."""
    return school.lesson_on(school.today)


@pytest.fixture
def type_symbol(session: Session, school: SmallSchool, today: Lesson) -> Type:
    """Type into the first column for the first pupil, as the course's teacher, unless told otherwise."""

    def type_it(symbol: str, **given: object) -> CellValue:
        lesson = given.pop("lesson", today)
        assert isinstance(lesson, Lesson)
        column_id = (
            given.pop("column_id", None)
            or session.scalars(
                select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id, LessonColumn.position == 1)
            ).one()
        )
        actor = actor_of(session, given.pop("who", school.teacher_a))  # type: ignore[arg-type]
        fields = {"pupil_id": school.pupils_a[0].id, "symbol": symbol, "saw": EMPTY, **given}
        return set_cell(
            session,
            actor=actor,
            lesson_id=lesson.id,
            column_id=column_id,
            write=CellWrite(**fields),  # type: ignore[arg-type]
        )

    return type_it
