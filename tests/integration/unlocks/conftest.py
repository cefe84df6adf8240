"""A locked lesson, on the day on which it has just closed."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.factories import FRIDAY
from tests.factories.locked_lesson import LockedLesson, make_locked_lesson


@pytest.fixture
def locked(session: Session) -> LockedLesson:
    """The lesson that nobody may change any more."""
    return make_locked_lesson(session)


@pytest.fixture
def clock(locked: LockedLesson) -> Iterator[time_machine.Traveller]:
    """Friday, when the lesson has just closed."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller
