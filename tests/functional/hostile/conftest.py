"""A school on a fixed day, and its people."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.addresses import name_things
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in
from tests.factories.furniture import furnish

ROLES = (
    "administrator",
    "director",
    "deputy",
    "secretary",
    "teacher_a",
    "teacher_b",
    "parent_a",
    "many_hats",
)


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask, moment: time_machine.Traveller) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def things(app: Flask, school: SmallSchool) -> dict[str, int]:
    """The numbers that fill the addresses of all routes; the school is furnished with what they name."""
    with app.extensions["database"].writing() as session:
        return name_things(school, furnish(session, school))


@pytest.fixture
def people(school: SmallSchool) -> dict[str, Person]:
    """One person a role, a pupil included."""
    return {**{role: getattr(school, role) for role in ROLES}, "pupil": school.pupils_a[0]}


@pytest.fixture
def enter(app: Flask) -> Callable[[Person], FlaskClient]:
    """A function that gives a person's own browser."""

    def enter(person: Person) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return enter
