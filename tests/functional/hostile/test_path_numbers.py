"""Numbers in addresses that no key can be answer as a missing thing, whatever the database thinks of them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.addresses import fill_addresses
from tests.factories import SmallSchool

NUMBERS = (0, 2**63 - 1, 2**63, 10**30)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_number_beyond_every_key_is_a_missing_thing(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    school: SmallSchool,
    things: dict[str, int],
    method: str,
) -> None:
    browsers = [enter(person) for person in (school.many_hats, school.teacher_a, school.director)]
    for name in things:
        for number in NUMBERS:
            for address in fill_addresses(app, method, {**things, name: number}):
                if f"/{number}" not in address.path:
                    continue
                answers = {
                    browser.open(
                        address.path, method=method, json={} if method == "PUT" else None
                    ).status_code
                    for browser in browsers
                }
                assert answers <= {302, 400, 403, 404, 405, 415, 422}, (method, address.path, answers)


def test_a_number_of_thousands_of_digits_is_a_missing_thing(
    enter: Callable[[Person], FlaskClient], school: SmallSchool
) -> None:
    browser = enter(school.teacher_a)
    assert browser.get("/courses/" + "9" * 5000).status_code == 404
    assert browser.get(f"/diary/{'9' * 5000}").status_code == 404
