"""R-WEEKLY: who watches whom is set once, and each deputy's day begins with the own journals."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from journal.models import Amendment, Supervision
from tests.factories import SmallSchool
from tests.functional.day.conftest import Enter


def test_a_deputy_sees_the_own_journals_first_and_the_school_a_click_away(
    school: SmallSchool, enter: Enter
) -> None:
    own, others = school.teacher_a.id, school.teacher_b.id
    before = enter(school.deputy).get("/day").text
    assert f"/day/teachers/{others}" in before
    assert "scope=school" not in before, "nothing is set: the whole school, without a choice"

    chosen = {"class": [str(school.class_a.id)]}
    enter(school.director).post(f"/staff/{school.deputy.id}/supervision", data=chosen)
    page = enter(school.deputy).get("/day").text
    assert f"/day/teachers/{own}" in page
    assert f"/day/classes/{school.class_a.id}" in page
    assert f"/day/teachers/{others}" not in page
    assert f"/day/classes/{school.class_b.id}" not in page
    assert 'href="/day?scope=school"' in page
    assert f"/day/teachers/{others}" in enter(school.deputy).get("/day?scope=school").text
    assert f"/day/teachers/{others}" in enter(school.director).get("/day").text


def test_a_watched_teacher_brings_the_lessons_and_the_own_class(
    app: Flask, school: SmallSchool, enter: Enter
) -> None:
    with app.extensions["database"].writing() as session:
        session.add(Supervision(deputy_id=school.deputy.id, teacher_id=school.teacher_b.id))
    page = enter(school.deputy).get("/day").text
    assert f"/day/teachers/{school.teacher_b.id}" in page
    assert f"/day/teachers/{school.teacher_a.id}" not in page
    closing = school.lesson_on(school.today - timedelta(days=14))
    assert f'href="/lessons/{closing.id}"' not in page, "5А's lesson is another deputy's"


def test_every_change_is_kept_and_saving_twice_changes_nothing(
    app: Flask, school: SmallSchool, enter: Enter
) -> None:
    address = f"/staff/{school.deputy.id}/supervision"
    chosen = {"class": [str(school.class_a.id)], "teacher": [str(school.teacher_b.id)]}
    client = enter(school.director)
    for data in (chosen, chosen, {}):
        client.post(address, data=data)
    with app.extensions["database"].reading() as session:
        found = session.execute(
            select(Amendment.before, Amendment.after).where(Amendment.kind == "supervision")
        )
        values = sorted((before, after) for before, after in found)
    name = "Завучева Анна Ивановна"
    watched = [f"{name} · 5А", f"{name} · Петров Олег Игоревич"]
    assert values == [*(("", one) for one in watched), *((one, "") for one in watched)]


def test_what_the_school_does_not_have_is_refused(school: SmallSchool, enter: Enter) -> None:
    client, address = enter(school.director), f"/staff/{school.deputy.id}/supervision"
    assert client.post(address, data={"class": ["999999"]}).status_code == 400
    assert client.post(address, data={"teacher": [str(school.parent_a.id)]}).status_code == 400
    assert client.post(f"/staff/{school.teacher_a.id}/supervision").status_code == 400
    assert client.post(f"/staff/{school.parent_a.id}/supervision").status_code == 404
    assert enter(school.deputy).post(address, data={"class": []}).status_code == 403
