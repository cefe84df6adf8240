"""Pages of errors: in the reader's language, with a way on, and even while the database is away."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from journal.app import create_app
from journal.config import Settings
from journal.database import Database, current_session
from journal.errors import Locked
from journal.permissions.guard import public
from tests.applications import KEY

LOCKED = Locked(
    kind="lesson", lesson_date=date(2026, 9, 14), last_day=date(2026, 9, 28), closed_on=date(2026, 9, 29)
)


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """An application of the test's own: it gets pages more."""
    app = create_app(Settings(database_url=database_url, secret_key=KEY, testing=True))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A browser of an app with one page more, which raises what the test asks for."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def view() -> Any:
        raise app.config["RAISES"]

    app.add_url_rule("/raise", view_func=public(view), methods=["GET", "POST"])
    app.add_url_rule("/read", "read", public(lambda: str(current_session().connection())))
    with app.test_client() as client:
        yield client


def text_of(client: FlaskClient, path: str, **headers: str) -> tuple[int, str]:
    """Ask for a page; return its status and its text."""
    answer = client.get(path, headers=headers)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_missing_page_is_explained_in_russian(client: FlaskClient) -> None:
    status, text = text_of(client, "/nowhere")
    assert status == 404
    assert "Такой страницы нет" in text
    assert 'lang="ru"' in text


def test_a_missing_page_is_explained_in_english_too(client: FlaskClient) -> None:
    status, text = text_of(client, "/nowhere", **{"Accept-Language": "en"})
    assert status == 404
    assert "There is no such page" in text
    assert 'lang="en"' in text


def test_a_script_gets_json(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json()["error"] == "http"
    assert "страницы нет" in answer.get_json()["message"]


def test_a_locked_lesson_says_since_when(client: FlaskClient) -> None:
    client.application.config["RAISES"] = LOCKED
    status, text = text_of(client, "/raise")
    assert status == 423
    assert "Урок за 14 сентября 2026 закрыт с 29 сентября 2026" in text
    assert "директор" in text


def test_an_unforeseen_error_tells_nothing_of_itself(client: FlaskClient) -> None:
    client.application.config["RAISES"] = RuntimeError("Белова Анна, 5")
    status, text = text_of(client, "/raise")
    assert status == 500
    assert "Белова" not in text
    assert "RuntimeError" not in text
    answer = client.post("/raise", json={})
    assert (answer.status_code, answer.get_json()["error"]) == (500, "failed")


@pytest.mark.parametrize(
    "lost", [OperationalError("SELECT", {}, Exception("no server")), TimeoutError("busy")]
)
def test_a_lost_database_still_answers_in_russian(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lost: Exception
) -> None:
    def fail(_database: Database) -> None:
        raise lost

    monkeypatch.setattr(Database, "begin_reading", fail)
    monkeypatch.setattr(Database, "begin_writing", fail)
    status, text = text_of(client, "/read")
    assert status == 503
    assert "Подождите" in text
    assert "no server" not in text
    answer = client.get("/read", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (503, "unavailable")
    assert "Подождите" in answer.get_json()["message"]
