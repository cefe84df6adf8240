"""What the tests of final marks begin with: the small school, at the moment that each file chooses."""

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.factories import SmallSchool, make_school


@pytest.fixture
def school(clock: time_machine.Traveller, session: Session) -> SmallSchool:
    """The small school, in its second quarter; the file's `clock` says when."""
    return make_school(session)
