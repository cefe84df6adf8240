"""Signing in: the cookie, ways on, the slow-down, idle ends, other browsers (R-NOPUPIL, R-ACTIVITY)."""

from datetime import UTC, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.accounts.sessions import TOKEN_KEY
from journal.models import Account, SignInFailure, SignInSession, Visit
from tests.factories import FRIDAY, SmallSchool, sign_in
from tests.factories.people import set_password

PASSWORD = "верная длинная фраза"


@pytest.fixture(autouse=True)
def passwords(app: Flask, school: SmallSchool) -> None:
    with app.extensions["database"].writing() as session:
        for person in (school.teacher_a, school.parent_a):
            set_password(session, person, PASSWORD)


def try_password(client: FlaskClient, login: str, password: str, wanted: str = "") -> object:
    return client.post("/sign-in", data={"login": login, "password": password, "next": wanted})


def login_of(person: object) -> str:
    return f"user{person.id}"  # type: ignore[attr-defined]


def test_a_page_leads_to_the_sign_in_and_back(client: FlaskClient, school: SmallSchool) -> None:
    first = client.get("/account/sign-ins?page=2")
    assert first.status_code == 302
    assert first.location == "/sign-in?next=/account/sign-ins?page%3D2"
    page = client.get(first.location)
    assert b'value="/account/sign-ins?page=2"' in page.data
    answer = try_password(
        client, f" {login_of(school.teacher_a).upper()} ", PASSWORD, "/account/sign-ins?page=2"
    )
    assert answer.location == "/account/sign-ins?page=2"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\tb", "javascript:1"]
)
def test_a_sign_in_never_leads_elsewhere(client: FlaskClient, school: SmallSchool, wanted: str) -> None:
    assert try_password(client, login_of(school.teacher_a), PASSWORD, wanted).location == "/"


def test_a_script_without_a_session_is_told_so(client: FlaskClient, school: SmallSchool) -> None:
    answer = client.get("/account/sign-ins", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (401, "sign-in")
    assert client.post("/account/password").status_code == 401


def test_the_cookie_is_new_and_its_secret_is_not_kept(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    with client.session_transaction() as cookie:
        cookie[TOKEN_KEY] = "planted"
        cookie["other"] = "planted"
    try_password(client, login_of(school.teacher_a), PASSWORD)
    with client.session_transaction() as cookie:
        token = cookie[TOKEN_KEY]
        assert "other" not in cookie
        assert not cookie.permanent
    assert token != "planted"
    with app.extensions["database"].reading() as session:
        kept = session.scalars(select(SignInSession)).one()
        assert token not in (kept.token_digest, kept.device)


def test_a_family_stays_signed_in_for_days_and_staff_for_an_hour(
    app: Flask, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    teacher, parent = app.test_client(), app.test_client()
    try_password(teacher, login_of(school.teacher_a), PASSWORD)
    try_password(parent, login_of(school.parent_a), PASSWORD)
    moment.shift(timedelta(minutes=59))
    assert teacher.get("/account/sign-ins").status_code == 200
    moment.shift(timedelta(minutes=59))
    assert teacher.get("/account/sign-ins").status_code == 200, "each page counts"
    moment.shift(timedelta(minutes=61))
    assert teacher.get("/account/sign-ins").status_code == 302
    assert parent.get("/account/sign-ins").status_code == 200
    moment.shift(timedelta(days=29))
    assert parent.get("/account/sign-ins").status_code == 200
    moment.shift(timedelta(days=31))
    assert parent.get("/account/sign-ins").status_code == 302


@pytest.mark.parametrize("login", ["known", "unknown"])
def test_wrong_passwords_slow_down(
    client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller, login: str
) -> None:
    login = login_of(school.teacher_a) if login == "known" else "nobody"
    statuses = [try_password(client, login, "wrong").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert try_password(client, login_of(school.teacher_a).upper(), PASSWORD).status_code == (
        302 if login == "nobody" else 429
    )
    moment.shift(timedelta(seconds=16))
    assert try_password(client, login, "wrong").status_code == 422
    assert try_password(client, login, "wrong").status_code == 429


def test_the_right_password_clears_the_failures(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    for _ in range(4):
        try_password(client, login_of(school.teacher_a), "wrong")
    try_password(client, login_of(school.teacher_a), PASSWORD)
    with app.extensions["database"].reading() as session:
        assert session.scalars(select(SignInFailure)).all() == []


def test_an_address_slows_down_whatever_the_logins(
    client: FlaskClient, school: SmallSchool, app: Flask
) -> None:
    with app.extensions["database"].writing() as session:
        session.add_all(
            SignInFailure(login_digest=str(number), address="127.0.0.1", failed_at=FRIDAY)
            for number in range(60)
        )
    assert try_password(client, login_of(school.teacher_a), PASSWORD).status_code == 429
    other = app.test_client()
    headers = {"X-Forwarded-For": "10.0.0.1"}
    blocked = other.post("/sign-in", data={"login": "x", "password": "y"}, headers=headers)
    assert blocked.status_code == 429, "a header says nothing where no proxy is trusted"


def test_failures_hold_no_login(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    try_password(client, "моя тайна", "wrong")
    with app.extensions["database"].reading() as session:
        failure = session.scalars(select(SignInFailure)).one()
    assert "тайна" not in failure.login_digest
    assert len(failure.login_digest) == 64


@pytest.mark.parametrize("login", ["a\0b", "x" * 101, "'; DROP TABLE people; --"])
def test_odd_logins_are_refused_calmly(client: FlaskClient, school: SmallSchool, login: str) -> None:
    assert try_password(client, login, "wrong").status_code == 422


def test_an_account_without_a_password_opens_to_nobody(client: FlaskClient, school: SmallSchool) -> None:
    assert try_password(client, login_of(school.director), "").status_code == 422
    assert try_password(client, login_of(school.director), "None").status_code == 422


def test_signing_out_ends_the_session(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.teacher_a)
    with client.session_transaction() as cookie:
        stolen = cookie[TOKEN_KEY]
    client.post("/sign-out")
    with client.session_transaction() as cookie:
        cookie[TOKEN_KEY] = stolen
    assert client.get("/account/sign-ins").status_code == 302


def test_the_owner_hears_of_another_browser_once(app: Flask, school: SmallSchool) -> None:
    first, second = app.test_client(), app.test_client()
    sign_in(first, school.teacher_a)
    assert "another browser" not in read_english(first, "/account/sign-ins")
    sign_in(second, school.teacher_a)
    assert "another browser" not in read_english(second, "/account/sign-ins")
    assert "another browser" in read_english(first, "/account/sign-ins")
    assert "another browser" not in read_english(first, "/account/sign-ins")


def test_ending_the_others_leaves_the_own(app: Flask, school: SmallSchool) -> None:
    first, second, foreign = app.test_client(), app.test_client(), app.test_client()
    sign_in(first, school.teacher_a)
    sign_in(second, school.teacher_a)
    sign_in(foreign, school.teacher_b)
    first.post("/account/sign-ins/end-others")
    assert [c.get("/account/sign-ins").status_code for c in (first, second, foreign)] == [200, 302, 200]


def test_only_own_sign_ins_are_ended(app: Flask, school: SmallSchool) -> None:
    own, foreign = app.test_client(), app.test_client()
    sign_in(own, school.teacher_a)
    sign_in(foreign, school.teacher_b)
    with app.extensions["database"].reading() as session:
        foreign_id = session.scalars(
            select(SignInSession.id).join(Account).where(Account.person_id == school.teacher_b.id)
        ).one()
    assert own.post(f"/account/sign-ins/{foreign_id}/end").status_code == 404
    assert foreign.get("/account/sign-ins").status_code == 200


def test_visits_are_counted_by_day(
    app: Flask, client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    sign_in(client, school.parent_a)
    for _ in range(3):
        client.get("/account/sign-ins")
    moment.shift(timedelta(days=1))
    client.get("/account/sign-ins")
    with app.extensions["database"].reading() as session:
        visits = session.scalars(select(Visit).order_by(Visit.visited_on)).all()
    assert [visit.last_at.astimezone(UTC) - FRIDAY for visit in visits] == [timedelta(0), timedelta(days=1)]


def read_english(client: FlaskClient, path: str) -> str:
    client.post("/language", data={"language": "en"})
    return client.get(path).text
