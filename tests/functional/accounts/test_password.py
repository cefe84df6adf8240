"""The first password must be changed, and the new one must be worth it (R-CREDENTIALS)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Amendment
from tests.factories import SmallSchool, sign_in
from tests.factories.people import set_password

SLIP, OWN = "kupelo-mirata-482", "совсем другая фраза"


@pytest.fixture
def newcomer(app: Flask, school: SmallSchool) -> FlaskClient:
    """A parent's browser just after signing in with the slip."""
    with app.extensions["database"].writing() as session:
        set_password(session, school.parent_a, SLIP, temporary=True)
    client = app.test_client()
    sign_in(client, school.parent_a)
    return client


def change(client: FlaskClient, present: str, new: str, repeat: str | None = None) -> object:
    form = {"present": present, "new": new, "repeat": new if repeat is None else repeat}
    return client.post("/account/password", data=form)


def test_a_printed_password_opens_nothing_else(newcomer: FlaskClient, school: SmallSchool) -> None:
    for path in ("/", f"/classes/{school.class_a.id}", "/staff", f"/diary/{school.pupils_a[0].id}"):
        assert newcomer.get(path).location == "/account/password"
    refused = newcomer.get("/staff", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json["error"]) == (403, "password-change")
    assert newcomer.get("/account/password").status_code == 200


def test_after_the_change_the_journal_opens(newcomer: FlaskClient, school: SmallSchool) -> None:
    assert change(newcomer, SLIP, OWN).location == "/"
    assert newcomer.get("/").location != "/account/password"
    newcomer.post("/sign-out")
    assert (
        newcomer.post("/sign-in", data={"login": f"user{school.parent_a.id}", "password": SLIP}).status_code
        == 422
    )
    assert (
        newcomer.post("/sign-in", data={"login": f"user{school.parent_a.id}", "password": OWN}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("new", "repeat"),
    [
        ("короткий1", None),
        (SLIP, None),
        ("кодовое user{id} слово", None),
        ("1234567890", None),
        ("йцукенгшщз", None),
        ("Пароль 2026!", None),
        ("аааааааааааа", None),
        (OWN, "не та же фраза"),
        ("x" * 201, None),
    ],
)
def test_a_weak_password_changes_nothing(
    newcomer: FlaskClient, school: SmallSchool, new: str, repeat: str | None
) -> None:
    answer = change(newcomer, SLIP, new.format(id=school.parent_a.id), repeat)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert newcomer.get("/").location == "/account/password"


def test_the_present_password_must_be_known(newcomer: FlaskClient) -> None:
    assert change(newcomer, "wrong", OWN).status_code == 422  # type: ignore[attr-defined]
    assert newcomer.get("/").location == "/account/password"


def test_the_change_ends_the_other_sessions_and_is_recorded(
    app: Flask, newcomer: FlaskClient, school: SmallSchool
) -> None:
    other = app.test_client()
    sign_in(other, school.parent_a)
    change(newcomer, SLIP, OWN)
    assert other.get("/account/sign-ins").location.startswith("/sign-in")
    assert newcomer.get("/account/sign-ins").status_code == 200
    with app.extensions["database"].reading() as session:
        (amendment,) = session.query(Amendment).all()
        assert amendment.kind == "password"
        assert OWN not in amendment.after + amendment.before
