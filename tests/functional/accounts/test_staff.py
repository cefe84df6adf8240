"""Roles and dismissal: what they end, and whom they can't touch."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from journal.models import Amendment, StaffMember
from tests.factories import SmallSchool, sign_in


@pytest.fixture
def administrator(app: Flask, school: SmallSchool) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.administrator)
    return client


def test_a_new_role_opens_new_pages_after_a_new_sign_in(
    app: Flask, administrator: FlaskClient, school: SmallSchool
) -> None:
    teacher = app.test_client()
    sign_in(teacher, school.teacher_a)
    assert teacher.get("/staff").status_code == 403
    administrator.post(f"/staff/{school.teacher_a.id}/roles", data={"role": ["teacher", "deputy"]})
    assert teacher.get("/staff").location.startswith("/sign-in")
    sign_in(teacher, school.teacher_a)
    assert teacher.get("/staff").status_code == 200
    with app.extensions["database"].reading() as session:
        (amendment,) = session.scalars(select(Amendment).where(Amendment.kind == "roles")).all()
    assert amendment.before.endswith("· teacher")
    assert amendment.after.endswith("· deputy, teacher")
    assert amendment.actor_name == school.administrator.full_name


def test_dismissal_ends_everything_at_once(
    app: Flask, administrator: FlaskClient, school: SmallSchool
) -> None:
    teacher = app.test_client()
    sign_in(teacher, school.teacher_a)
    assert teacher.get(f"/classes/{school.class_a.id}").status_code == 200
    administrator.post(f"/staff/{school.teacher_a.id}/dismiss")
    assert teacher.get(f"/classes/{school.class_a.id}").location.startswith("/sign-in")
    sign_in(teacher, school.teacher_a)
    assert teacher.get(f"/classes/{school.class_a.id}").status_code == 404, "still named as tutor, but gone"
    administrator.post(f"/staff/{school.teacher_a.id}/return")
    sign_in(teacher, school.teacher_a)
    assert teacher.get(f"/classes/{school.class_a.id}").status_code == 200


def test_a_dismissed_parent_keeps_the_diary_only(
    app: Flask, administrator: FlaskClient, school: SmallSchool
) -> None:
    administrator.post(f"/staff/{school.many_hats.id}/dismiss")
    person = app.test_client()
    sign_in(person, school.many_hats)
    assert person.get("/staff").status_code == 403
    assert person.get("/").location == "/day"


@pytest.mark.parametrize("way", ["roles", "dismiss"])
def test_the_last_administrator_stays(
    app: Flask, administrator: FlaskClient, school: SmallSchool, way: str
) -> None:
    administrator.post(f"/staff/{school.many_hats.id}/dismiss")
    answer = administrator.post(f"/staff/{school.administrator.id}/{way}", data={"role": "teacher"})
    assert answer.status_code == 422
    assert administrator.get("/staff").status_code == 200
    with app.extensions["database"].reading() as session:
        assert session.get_one(StaffMember, school.administrator.id).dismissed_on is None


def test_unknown_roles_are_not_made(app: Flask, administrator: FlaskClient, school: SmallSchool) -> None:
    administrator.post(f"/staff/{school.secretary.id}/roles", data={"role": ["secretary", "king"]})
    with app.extensions["database"].reading() as session:
        assert session.scalars(select(Amendment)).all() == []


def test_somebody_who_does_not_work_here_has_no_roles(
    administrator: FlaskClient, school: SmallSchool
) -> None:
    data = {"role": "administrator"}
    assert administrator.post(f"/staff/{school.parent_a.id}/roles", data=data).status_code == 404
    assert administrator.get(f"/staff/{school.parent_a.id}").status_code == 404
