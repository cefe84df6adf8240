"""Reading changes nothing; writing wants the form's token."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from journal.models import Base
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in
from tests.functional.permissions.conftest import Walk
from tests.functional.permissions.expectations import TABLE
from tests.functional.permissions.rows import PEOPLE
from tests.functional.permissions.test_walk import list_rules

MAY_CHANGE = {"visits", "sign_in_sessions"}


def digest_tables(app: Flask) -> dict[str, str]:
    """A digest of the rows of every table that reading must leave alone."""
    digests = {}
    with app.extensions["database"].reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in MAY_CHANGE:
                rows = session.execute(select(table).order_by(*table.primary_key)).all()
                digests[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return digests


def test_reading_twice_changes_nothing(walk: Walk) -> None:
    before = digest_tables(walk.app)
    for repetition in (1, 2):
        with time_machine.travel(FRIDAY + timedelta(minutes=10 * repetition), tick=False):
            for (method, endpoint), rules in list_rules(walk.app).items():
                row = TABLE.get((method, endpoint))
                if method != "GET" or row is None:
                    continue
                for rule in rules:
                    for person in [person for person in PEOPLE if person in row.own][:2]:
                        answer = walk.clients[person].get(walk.path(rule, "own"))
                        assert answer.status_code < 400, (rule.rule, person)
    assert digest_tables(walk.app) == before


@pytest.fixture
def guarded_app(app: Flask) -> Flask:
    """The application as it runs in a school: forms need their token."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


def test_writing_without_a_token_is_refused(guarded_app: Flask) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        with guarded_app.extensions["database"].writing() as session:
            school: SmallSchool = make_school(session)
        client = guarded_app.test_client()
        sign_in(client, school.many_hats)
        before = digest_tables(guarded_app)
        for (method, endpoint), rules in list_rules(guarded_app).items():
            if method == "GET":
                continue
            for rule in rules:
                with guarded_app.test_request_context():
                    values: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
                    path = guarded_app.url_for(endpoint, **values)
                bodies: tuple[dict[str, Any], ...] = ({"data": {"csrf_token": "made up"}}, {"json": {}}, {})
                for body in bodies:
                    assert client.open(path, method=method, **body).status_code == 400, (path, body)
        assert digest_tables(guarded_app) == before
