"""Every error of the domain has a sentence of its own, and scripts get its data."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel
from sqlalchemy.exc import OperationalError

from journal import errors
from journal.error_messages import explain
from journal.error_pages import register_error_pages

DAY = date(2026, 9, 15)
SAMPLES: list[errors.JournalError] = [
    errors.Forbidden(action="mark:edit"),
    errors.Locked(kind="lesson", lesson_date=DAY, last_day=date(2026, 9, 29), closed_on=date(2026, 9, 30)),
    errors.Locked(kind="final", lesson_date=DAY, last_day=date(2026, 9, 22), closed_on=date(2026, 9, 23)),
    errors.Locked(kind="lesson", lesson_date=DAY, last_day=date(2026, 9, 29), closed_on=date(2026, 9, 20)),
    errors.Locked(kind="exam", lesson_date=DAY, last_day=DAY, closed_on=date(2026, 9, 16)),
    errors.TooFarAhead(on=DAY, limit_days=14),
    errors.WindowClosed(period_kind="quarter", period_number=1, opens_on=DAY, closes_on=date(2026, 10, 30)),
    errors.PeriodNotOver(period_kind="quarter", period_number=1, ends_on=DAY),
    errors.FinalStands(symbol="4"),
    errors.TooEarlyToConfirm(opens_on=DAY),
    errors.ExamClosed(opens_on=DAY, closes_on=date(2026, 9, 22)),
    errors.BadExam(trouble="order"),
    errors.BadExam(trouble="outside"),
    errors.BadExam(trouble="nobody"),
    errors.BadScore(largest=100),
    errors.BadSymbol(symbol="7", allowed=("5", "4")),
    errors.BadSymbol(symbol="7", allowed=()),
    errors.NotOnRoster(on=DAY),
    errors.Conflict(
        now={"attendance": "Б", "mark": None}, by="Иванова М. П.", at=datetime(2026, 9, 15, 9, tzinfo=UTC)
    ),
    errors.NeedsReason(before="3", after="4"),
    errors.NeedsConfirmation(attendance="Б", mark=5),
    errors.NotRussian(text="Past Simple"),
    errors.TooLong(limit=500),
    errors.OutsideYear(on=DAY, starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 26)),
    errors.DueTooEarly(lesson_date=DAY),
    errors.LessonCancelled(lesson_date=DAY),
    errors.BadSettings(trouble="overlap"),
    errors.Frozen(),
    errors.OldSchema(),
    errors.HistoryUnguarded(),
    errors.ClockSetBack(latest=datetime(2026, 9, 15, 9, tzinfo=UTC), now=datetime(2026, 9, 1, 9, tzinfo=UTC)),
    errors.ColumnInUse(is_first=True),
    errors.ColumnInUse(is_first=False),
    errors.BadWeight(smallest=Decimal("0.1"), largest=Decimal(10)),
    errors.BadFile(allowed=("PDF", "PNG")),
    errors.FileTooBig(limit_mb=10),
]


def list_classes() -> list[type[errors.JournalError]]:
    """The errors of `journal/errors.py`; a feature's own ones have their tests beside it."""
    return [kind for kind in errors.JournalError.__subclasses__() if kind.__module__ == errors.__name__]


# Errors without fields need no example written down.
SAMPLES += [kind() for kind in list_classes() if not dataclasses.fields(kind)]  # type: ignore[arg-type]


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    """A bare app whose one page raises whatever the test puts into its config."""
    app = Flask("journal")
    Babel(app, default_locale="en")
    register_error_pages(app)

    def view() -> Any:
        raise app.config["RAISES"]

    app.add_url_rule("/", view_func=view, methods=["GET", "POST"])
    with app.test_client() as client:
        yield client


def ask(client: FlaskClient, error: Exception) -> tuple[int, dict[str, Any]]:
    """Raise *error* in a view and return status and body of the JSON answer."""
    client.application.config["RAISES"] = error
    answer = client.post("/", json={})
    return answer.status_code, answer.get_json()


def test_no_error_class_lacks_a_sentence() -> None:
    fallback = explain.dispatch(errors.JournalError)
    fallback_for = [kind for kind in list_classes() if explain.dispatch(kind) is fallback]
    assert fallback_for == []
    assert set(list_classes()) == {type(sample) for sample in SAMPLES}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_answer_names_code_and_sentence(client: FlaskClient, error: errors.JournalError) -> None:
    status, body = ask(client, error)
    assert status == error.http_status
    assert body["error"] == error.code
    assert body["message"].endswith((".", "?"))
    assert "%(" not in body["message"]


def test_locked_says_since_when(client: FlaskClient) -> None:
    locked = next(sample for sample in SAMPLES if isinstance(sample, errors.Locked))
    status, body = ask(client, locked)
    assert (status, body["closed_on"], body["last_day"]) == (423, "2026-09-30", "2026-09-29")
    assert "30 September 2026" in body["message"]


def test_a_moved_lesson_is_not_said_to_have_been_open_after_its_closing(client: FlaskClient) -> None:
    moved = next(
        sample
        for sample in SAMPLES
        if isinstance(sample, errors.Locked) and sample.last_day > sample.closed_on
    )
    _, body = ask(client, moved)
    assert "20 September 2026" in body["message"]
    assert "29 September 2026" not in body["message"]


def test_conflict_carries_the_other_value(client: FlaskClient) -> None:
    conflict = next(sample for sample in SAMPLES if isinstance(sample, errors.Conflict))
    status, body = ask(client, conflict)
    assert status == 409
    assert body["now"] == {"attendance": "Б", "mark": None}
    assert (body["by"], body["at"]) == ("Иванова М. П.", "2026-09-15T09:00:00+00:00")


def test_string_of_an_error_keeps_names_out_of_logs() -> None:
    conflict = next(sample for sample in SAMPLES if isinstance(sample, errors.Conflict))
    assert str(conflict) == "Conflict"


def test_lost_database_is_no_fault_of_the_user(client: FlaskClient) -> None:
    status, body = ask(client, OperationalError("INSERT", {}, Exception("disk full")))
    assert (status, body["error"]) == (503, "unavailable")
    assert "disk full" not in body["message"]


def test_http_error_keeps_its_headers(client: FlaskClient) -> None:
    answer = client.put("/", json={})
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.get_json()["error"] == "http"
