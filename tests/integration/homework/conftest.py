"""A school on a Friday noon."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.factories import FRIDAY, SmallSchool, make_school


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Friday noon; a test may travel on."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(clock: time_machine.Traveller, session: Session) -> SmallSchool:
    """The small school of that day."""
    return make_school(session)
