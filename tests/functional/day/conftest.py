"""A school on a Friday noon, and browsers of its people."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

Enter = Callable[[Person], FlaskClient]


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask, moment: time_machine.Traveller) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def enter(app: Flask) -> Enter:
    """A function that gives a person's own browser."""

    def enter(person: Person) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return enter
