"""Slips: whose a tutor and an administrator may print, and what they replace (R-CREDENTIALS, R-ACTIVITY)."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Account, Amendment
from tests.factories import SmallSchool, sign_in
from tests.factories.people import set_password

SECRET = re.compile(r'class="slip-secret">([^<]+)<')


@pytest.fixture
def tutor(app: Flask, school: SmallSchool) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.teacher_a)
    return client


@pytest.fixture
def administrator(app: Flask, school: SmallSchool) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.administrator)
    return client


def read_slips(page: str) -> dict[str, str]:
    """The passwords of a printed page by login."""
    secrets = SECRET.findall(page)
    return dict(zip(secrets[::2], secrets[1::2], strict=True))


def test_all_slips_of_a_class(app: Flask, tutor: FlaskClient, school: SmallSchool) -> None:
    page = tutor.post(f"/classes/{school.class_a.id}/slips", data={"scope": "all"})
    slips = read_slips(page.text)
    people = [*school.pupils_a, school.parent_a, school.father_a]
    assert set(slips) == {f"user{person.id}" for person in people}
    with app.extensions["database"].reading() as session:
        recorded = session.scalars(select(Amendment).where(Amendment.kind == "slip")).all()
    assert len(recorded) == len(people)
    texts = " ".join(amendment.before + amendment.after for amendment in recorded)
    assert not any(password in texts for password in slips.values())


def test_a_slip_opens_the_account_once(app: Flask, tutor: FlaskClient, school: SmallSchool) -> None:
    pupil = school.pupils_a[1]
    data = {"scope": "people", "person": str(pupil.id)}
    ((login, password),) = read_slips(
        tutor.post(f"/classes/{school.class_a.id}/slips", data=data).text
    ).items()
    family = app.test_client()
    assert family.post("/sign-in", data={"login": login, "password": password}).status_code == 302
    assert family.get("/").location == "/account/password"


def test_a_missing_account_is_made_with_a_login_of_its_name(
    app: Flask, tutor: FlaskClient, school: SmallSchool
) -> None:
    with app.extensions["database"].writing() as session:
        session.delete(
            session.scalars(select(Account).where(Account.person_id == school.pupils_a[1].id)).one()
        )
    page = tutor.post(
        f"/classes/{school.class_a.id}/slips", data={"scope": "people", "person": str(school.pupils_a[1].id)}
    )
    assert list(read_slips(page.text)) == ["yolkin.po"]


def test_who_uses_the_account_is_asked_about_first(
    app: Flask, tutor: FlaskClient, school: SmallSchool
) -> None:
    with app.extensions["database"].writing() as session:
        set_password(session, school.parent_a, "своя длинная фраза")
    parent = app.test_client()
    sign_in(parent, school.parent_a)
    address = f"/classes/{school.class_a.id}/slips"
    asked = tutor.post(address, data={"scope": "all"})
    assert "Белова Ольга Сергеевна" in asked.text
    assert "Белов Илья Иванович" not in asked.text
    assert read_slips(asked.text) == {}
    assert parent.get("/account/sign-ins").status_code == 200, "asking changes nothing"
    assert len(read_slips(tutor.post(address, data={"scope": "missing"}).text)) == len(school.pupils_a) + 1
    printed = tutor.post(address, data={"scope": "people", "person": school.parent_a.id, "confirmed": "yes"})
    assert len(read_slips(printed.text)) == 1
    assert parent.get("/account/sign-ins").status_code == 302, "the old session ended"


def test_a_tutor_never_opens_a_colleague_s_account(app: Flask, school: SmallSchool) -> None:
    """The administrator's child is in 5Б: its tutor must not print the administrator's password."""
    tutor = app.test_client()
    sign_in(tutor, school.teacher_b)
    address = f"/classes/{school.class_b.id}/slips"
    assert f"user{school.many_hats.id}" not in read_slips(tutor.post(address, data={"scope": "all"}).text)
    data = {"scope": "people", "person": school.many_hats.id}
    assert tutor.post(address, data=data).status_code == 404


@pytest.mark.parametrize("scope", ["people", "all", "missing", "everything", ""])
def test_foreign_people_are_nobody(tutor: FlaskClient, school: SmallSchool, scope: str) -> None:
    data = {"scope": scope, "person": school.pupils_b[0].id}
    own = tutor.post(f"/classes/{school.class_a.id}/slips", data=data)
    foreign = tutor.post(f"/classes/{school.class_b.id}/slips", data=data)
    expected = {"people": 404, "all": 200, "missing": 200}.get(scope, 400)
    assert own.status_code == expected
    assert foreign.status_code == (400 if expected == 400 else 404)
    assert f"user{school.pupils_b[0].id}" not in read_slips(own.text)


def test_nobody_chosen_is_told(tutor: FlaskClient, school: SmallSchool) -> None:
    assert tutor.post(f"/classes/{school.class_a.id}/slips", data={"scope": "people"}).status_code == 422


def test_the_administrator_prints_for_the_staff_only(administrator: FlaskClient, school: SmallSchool) -> None:
    slips = read_slips(administrator.post("/staff/slips", data={"scope": "all"}).text)
    assert f"user{school.teacher_a.id}" in slips
    assert f"user{school.dismissed.id}" not in slips
    assert f"user{school.administrator.id}" not in slips, "the own password has a page of its own"
    data = {"scope": "people", "person": school.parent_a.id}
    assert administrator.post("/staff/slips", data=data).status_code == 404


def test_the_class_page_shows_accounts_and_visits(
    app: Flask, tutor: FlaskClient, school: SmallSchool
) -> None:
    sign_in(app.test_client(), school.parent_a)
    tutor.post("/language", data={"language": "en"})
    page = tutor.get(f"/classes/{school.class_a.id}").text
    assert page.count("never") == 1, "the father never came"
    assert "20 Nov 2026, 12:00" in page
    assert page.index("Белова Анна") < page.index("Ёлкин") < page.index("Жуков")
    assert "Зотова" not in page
