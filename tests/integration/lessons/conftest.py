"""A school on a Friday noon with a plan of mathematics: 2 h, then two of half an hour, then 1 h."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy.orm import Session

from journal.models import LessonPlan, PlanItem
from tests.factories import FRIDAY, SmallSchool, make_school

TOPICS = (("Сложение дробей", "2"), ("Доли", "0.5"), ("Проценты", "0.5"), ("Контрольная работа № 1", "1"))


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
def items(session: Session, school: SmallSchool) -> list[PlanItem]:
    """The topics of the plan."""
    plan = LessonPlan(course_id=school.course_a.id, title="Математика, 5 класс")
    session.add(plan)
    session.flush()
    rows = [
        PlanItem(plan_id=plan.id, position=number, topic=topic, hours=Decimal(hours))
        for number, (topic, hours) in enumerate(TOPICS, start=1)
    ]
    session.add_all(rows)
    session.flush()
    return rows
