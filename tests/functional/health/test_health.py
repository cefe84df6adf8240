"""The state of the server: a line for monitors, a page for those who look after it (R-SCHEDULER)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.amendments.heads import list_heads, load_heads
from journal.backups.dump import make_backup
from journal.blueprints.health.labels import name_job
from journal.scheduler.jobs import JOBS
from journal.scheduler.scheduler import Scheduler
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


def read(client: FlaskClient) -> str:
    answer = client.get("/health/details")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_monitor_learns_only_that_it_works(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json.keys() == {"ok", "version"}
    assert answer.json["ok"] is True


@pytest.mark.parametrize(
    ("person", "status"),
    [("administrator", 200), ("director", 200), ("deputy", 200), ("teacher_a", 403), ("parent_a", 403)],
)
@pytest.mark.parametrize("page", ["/health/details", "/health/heads"])
def test_who_sees_the_details(
    client: FlaskClient, school: SmallSchool, page: str, person: str, status: int
) -> None:
    sign_in(client, getattr(school, person))
    assert client.get(page).status_code == status


def test_a_new_school_is_told_what_is_missing(client: FlaskClient, school: SmallSchool) -> None:
    sign_in(client, school.administrator)
    page = read(client)
    assert "Планировщик не работает" in page
    assert "ещё ни разу не делали" in page


def test_a_school_that_is_looked_after_is_left_in_peace(
    app: Flask, client: FlaskClient, school: SmallSchool, tmp_path: Path, moment: time_machine.Traveller
) -> None:
    database = app.extensions["database"]
    Scheduler(database, "a").tick()
    make_backup(database, tmp_path / "school.zip")
    sign_in(client, school.administrator)
    page = read(client)
    assert "notice-warning" not in page
    assert "2026, 12:00" in page
    moment.move_to(FRIDAY + timedelta(days=7))
    sign_in(client, school.administrator)
    page = read(client)
    assert page.count("notice-warning") == 2


def test_a_failed_job_is_shown(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    scheduler = Scheduler(app.extensions["database"], "a")
    scheduler._note_failure(scheduler.jobs[0], FRIDAY, "OperationalError")
    sign_in(client, school.administrator)
    assert "OperationalError" in read(client)


def test_the_heads_can_be_kept_as_a_file(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    database = app.extensions["database"]
    Scheduler(database, "a").tick()
    sign_in(client, school.director)
    answer = client.get("/health/heads")
    assert "heads-2026-11-20.json" in answer.headers["Content-Disposition"]
    with database.reading() as session:
        assert load_heads(json.dumps(answer.json)) == list_heads(session)


def test_the_engine_and_its_trap_are_named(
    app: Flask, client: FlaskClient, school: SmallSchool, engine_name: str
) -> None:
    sign_in(client, school.administrator)
    page = read(client)
    assert ("SQLite" in page) == (engine_name == "sqlite")
    assert ("PostgreSQL" in page) == (engine_name == "postgresql")


def test_every_job_has_a_name_in_words(app: Flask) -> None:
    with app.test_request_context():
        assert [job.name for job in JOBS if name_job(job.name) == job.name] == []


def test_a_clock_set_back_is_red_and_says_how_it_is_cleared(
    app: Flask, client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    """R-AMEND: writing is refused with a sentence, reading goes on, and a monitor hears of it."""
    Scheduler(app.extensions["database"], "a").tick()
    moment.move_to(FRIDAY - timedelta(days=2))
    sign_in(client, school.administrator)
    page = read(client)
    assert "notice-danger" in page
    assert "18 нояб. 2026, 12:00" in page
    assert "journal clock accept" in page
    answer = client.get("/health")
    assert (answer.status_code, answer.json["ok"]) == (503, False)
    sign_in(client, school.teacher_a)
    lesson = school.lesson_on(school.today)
    topic = {"topic": "Дроби", "saw": "", "reason": ""}
    refused = client.put(f"/lessons/{lesson.id}/topic", json=topic)
    assert (refused.status_code, refused.json["error"]) == (503, "clock")
    assert "на них 18 ноября 2026, 12:00" in refused.json["message"]
    assert client.get(f"/courses/{school.course_a.id}").status_code == 200
    moment.move_to(FRIDAY)
    sign_in(client, school.teacher_a)  # two days are longer than a session lasts
    assert client.put(f"/lessons/{lesson.id}/topic", json=topic).status_code == 200
    assert client.get("/health").status_code == 200
