"""The small school on a Friday, in a clock that stands still."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.factories import FRIDAY, SmallSchool, make_school


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask, moment: time_machine.Traveller) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)
