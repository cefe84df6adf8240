"""The pages of notices: what is new, choices, addresses, the links of letters, the office (R-INFORM)."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from journal.models import Amendment, Letter, MailAddress, Notice, NoticeChoice, NoticeDesk, Parenthood
from journal.notices.jobs import tell_own_changes
from tests.factories import FRIDAY, SmallSchool, sign_in
from tests.integration.notices.conftest import give_address

CHOICES = {
    "mark": "weekly",
    "absence": "at_once",
    "homework": "page",
    "final": "daily",
    "exam": "daily",
    "answer": "page",
}


def read(client: FlaskClient, path: str = "/notices/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def count_shown(page: str) -> int | None:
    found = re.search(r'class="bell-count"[^>]*>(\d+)', page)
    return int(found[1]) if found else None


def test_what_is_new_stands_by_child(parent: FlaskClient, school: SmallSchool) -> None:
    page = read(parent)
    assert page.count("отметка 5") == page.count("пропуск, причина пока не указана") == 1
    assert "<h2>Анна</h2>" in page
    assert "<h2>Иван</h2>" in page
    assert "пятница, 20 ноября" in page
    assert f'href="/diary/{school.pupils_a[0].id}?week=2026-W47"' in page


def test_a_child_sees_the_own_news_only(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.pupils_a[0])
    page = read(client)
    assert "отметка 5" in page
    assert "Иван" not in page


def test_whoever_is_no_longer_a_parent_reads_nothing_more(
    parent: FlaskClient, app: Flask, school: SmallSchool
) -> None:
    with app.extensions["database"].writing() as session:
        session.execute(delete(Parenthood).where(Parenthood.pupil_id == school.pupils_a[0].id))
    page = read(parent, "/notices/?all=1")
    assert "Анна" not in page
    assert "Иван" in page


def test_every_page_counts_what_is_unread(parent: FlaskClient) -> None:
    assert count_shown(read(parent, "/account/sign-ins")) == 2
    assert "2 непрочитанных" in read(parent, "/account/sign-ins")


def test_a_teacher_reads_what_was_changed_in_the_own_name_and_nobody_elses(
    client: FlaskClient, app: Flask, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    moment.move_to(FRIDAY + timedelta(days=1))
    with app.extensions["database"].writing() as session:
        tell_own_changes(session)
    sign_in(client, school.teacher_a)
    assert 'href="/notices/own-changes?day=2026-11-20"' in read(client)
    page = read(client, "/notices/own-changes?day=2026-11-20")
    assert "Белова Анна" in page
    assert "Белов Иван" not in page
    assert "Изменений нет" in read(client, "/notices/own-changes?day=2026-11-19")
    assert client.get("/notices/own-changes?day=yesterday").status_code == 400
    assert "Новые отметки" not in read(client, "/notices/choices")
    assert "Что вчера изменено под моим именем" in read(client, "/notices/choices")


def read_seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    return found[1]


def test_one_is_read_and_then_all(parent: FlaskClient, app: Flask) -> None:
    page = read(parent)
    button = re.search(r'name="notice" value="(\d+)"', page)
    assert button
    parent.post("/notices/read", data={"seen": read_seen(page), "notice": button[1]})
    assert count_shown(read(parent)) == 1
    parent.post("/notices/read", data={"seen": read_seen(page)})
    page = read(parent)
    assert count_shown(page) is None
    assert "Нового нет" in page
    assert "отметка 5" in read(parent, "/notices/?all=1")


def test_nobody_reads_for_another(client: FlaskClient, app: Flask, school: SmallSchool) -> None:
    with app.extensions["database"].reading() as session:
        notice = session.scalars(select(Notice).where(Notice.person_id == school.father_a.id)).first()
        assert notice
    sign_in(client, school.parent_b)
    client.post("/notices/read", data={"seen": "999999", "notice": str(notice.id)})
    with app.extensions["database"].reading() as session:
        assert session.get_one(Notice, notice.id).read_at is None


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_form_made_by_hand_is_refused(parent: FlaskClient, seen: str) -> None:
    assert parent.post("/notices/read", data={"seen": seen}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-5", "x", "99999999999999999999"])
def test_any_page_number_is_a_page(parent: FlaskClient, page: str) -> None:
    assert parent.get(f"/notices/?page={page}").status_code == 200


def test_choices_are_kept(parent: FlaskClient, app: Flask, school: SmallSchool) -> None:
    own = {"own_quiet": "y", "since": "20:00", "until": "08:30"}
    answer = parent.post("/notices/choices", data=CHOICES | own, follow_redirects=True)
    assert "Ваш выбор сохранён" in answer.text
    with app.extensions["database"].reading() as session:
        rows = session.scalars(select(NoticeChoice).where(NoticeChoice.person_id == school.parent_a.id)).all()
        assert {row.kind: row.way for row in rows} == CHOICES
    page = read(parent, "/notices/choices")
    assert '<option selected value="weekly">' in page
    assert 'value="20:00"' in page
    parent.post("/notices/choices", data=CHOICES)
    assert 'value="21:00"' in read(parent, "/notices/choices")


@pytest.mark.parametrize("spoiled", [{"mark": "by pigeon"}, {"own_quiet": "y", "since": "25:00"}])
def test_a_wrong_choice_changes_nothing(parent: FlaskClient, app: Flask, spoiled: dict[str, str]) -> None:
    assert parent.post("/notices/choices", data=CHOICES | spoiled).status_code == 422
    with app.extensions["database"].reading() as session:
        assert session.scalars(select(NoticeChoice)).all() == []


def test_a_wrong_address_is_explained(parent: FlaskClient, app: Flask) -> None:
    answer = parent.post("/notices/address", data={"address": "anna(at)example.org"})
    assert answer.status_code == 422
    assert "не похоже на адрес" in answer.text
    assert 'value="anna(at)example.org"' in answer.text
    with app.extensions["database"].reading() as session:
        assert session.scalars(select(Letter)).all() == []


def test_an_address_is_confirmed_by_the_button_behind_its_link(
    parent: FlaskClient, app: Flask, school: SmallSchool
) -> None:
    parent.post("/notices/address", data={"address": "mother@example.org"})
    database = app.extensions["database"]
    with database.reading() as session:
        secret = session.scalars(select(Letter.secret)).one()
    stranger = app.test_client()
    link = f"/notices/confirm?key={secret}"
    assert "Подтвердите адрес" in read(stranger, link)
    with database.reading() as session:
        assert session.get_one(MailAddress, school.parent_a.id).confirmed_at is None
    assert stranger.post("/notices/confirm", data={"key": secret}).status_code == 200
    with database.reading() as session:
        assert session.get_one(MailAddress, school.parent_a.id).confirmed_at is not None
    again = stranger.get(link)
    assert again.status_code == 404
    assert "уже воспользовались" in again.text
    assert "mother@example.org" in read(parent, "/notices/choices")


@pytest.mark.parametrize("page", ["confirm", "stop"])
@pytest.mark.parametrize("key", ["", "x", "\x00", "a" * 32, "ы" * 32])
def test_a_link_that_never_was_is_a_missing_page(client: FlaskClient, page: str, key: str) -> None:
    assert client.get(f"/notices/{page}", query_string={"key": key}).status_code == 404
    assert client.post(f"/notices/{page}", data={"key": key}).status_code == 404


def test_letters_end_without_signing_in(client: FlaskClient, app: Flask, school: SmallSchool) -> None:
    database = app.extensions["database"]
    with database.writing() as session:
        key = give_address(session, school.parent_a).stop_key
    assert "Больше не присылать" in read(client, f"/notices/stop?key={key}")
    assert client.post("/notices/stop", data={"key": key}).status_code == 200
    with database.reading() as session:
        assert session.get(MailAddress, school.parent_a.id) is None


def test_without_a_mail_server_no_address_is_asked_for(app: Flask, school: SmallSchool) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = type(settings)(secret_key="for tests only", testing=True)
    client = app.test_client()
    sign_in(client, school.parent_a)
    assert 'name="address"' not in read(client, "/notices/choices")
    assert client.post("/notices/address", data={"address": "a@example.org"}).status_code == 409


def test_the_administrator_sets_quiet_hours(client: FlaskClient, app: Flask, school: SmallSchool) -> None:
    sign_in(client, school.administrator)
    client.post("/notices/office", data={"since": "20:00", "until": "08:00"})
    assert 'value="20:00"' in read(client, "/notices/office")
    with app.extensions["database"].reading() as session:
        desk = session.scalars(select(NoticeDesk)).one()
        assert (desk.quiet_from.hour, desk.quiet_until.hour) == (20, 8)
        change = session.scalars(select(Amendment).where(Amendment.kind == "quiet-hours")).one()
        assert (change.before, change.after) == ("21:00–07:00", "20:00–08:00")


def test_what_could_not_be_sent_is_shown_without_names(
    client: FlaskClient, app: Flask, school: SmallSchool
) -> None:
    with app.extensions["database"].writing() as session:
        session.add(
            Letter(
                person_id=school.parent_a.id,
                kind="notices",
                message_id="<1@journal>",
                created_at=FRIDAY,
                try_at=FRIDAY,
                attempts=1,
                ended_at=FRIDAY,
                trouble="refused 550",
            )
        )
    sign_in(client, school.administrator)
    page = read(client, "/notices/office")
    assert "ответ 550" in page
    assert "Белова" not in page
    assert "1 письмо не удалось отправить" in read(client, "/health/details")
    answer = client.post("/notices/office/resend", follow_redirects=True)
    assert "1 письмо будет отправлено" in answer.text
    assert "ответ 550" not in answer.text
