"""A form that was open when the session ended can be sent after signing in again; nobody else's can."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import SmallSchool
from tests.factories.people import set_password

PASSWORD = "верная длинная фраза"
TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"|name="csrf_token" value="([^"]+)"')


@pytest.fixture
def browser(app: Flask, school: SmallSchool) -> FlaskClient:
    """A browser of the application as it runs in a school: forms need their token."""
    app.config["WTF_CSRF_ENABLED"] = True
    with app.extensions["database"].writing() as session:
        for person in (school.teacher_a, school.teacher_b):
            set_password(session, person, PASSWORD)
    return app.test_client()


def read_token(page: str) -> str:
    found = TOKEN.search(page)
    assert found is not None
    return found[1] or found[2]


def enter(browser: FlaskClient, login: str) -> None:
    token = read_token(browser.get("/sign-in").text)
    answer = browser.post("/sign-in", data={"login": login, "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 302


def test_what_was_typed_can_be_saved_after_signing_in_again(
    browser: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    enter(browser, f"user{school.teacher_a.id}")
    form = {"csrf_token": read_token(browser.get("/account/sign-ins").text)}
    moment.shift(timedelta(minutes=61))
    ended = browser.post("/account/sign-ins/end-others", data=form)
    assert ended.status_code == 401
    assert "новой вкладке" in ended.text
    enter(browser, f"user{school.teacher_a.id}")
    assert browser.post("/account/sign-ins/end-others", data=form).status_code == 302


def test_the_next_person_at_the_computer_cannot_send_it(
    browser: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    enter(browser, f"user{school.teacher_a.id}")
    form = {"csrf_token": read_token(browser.get("/account/sign-ins").text)}
    moment.shift(timedelta(minutes=61))
    enter(browser, f"user{school.teacher_b.id}")
    assert browser.post("/account/sign-ins/end-others", data=form).status_code == 400


def test_a_token_from_before_the_sign_in_is_void(browser: FlaskClient, school: SmallSchool) -> None:
    form = {"csrf_token": read_token(browser.get("/sign-in").text)}
    enter(browser, f"user{school.teacher_a.id}")
    assert browser.post("/account/sign-ins/end-others", data=form).status_code == 400
