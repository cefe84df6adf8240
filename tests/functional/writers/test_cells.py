"""Cells under pressure: two writers, repeated requests, a full disk, a database that goes away."""

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from journal.amendments.verify import verify_history
from journal.models import Amendment, LessonColumn, Mark, Person
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

EMPTY = {"attendance": "", "mark": ""}


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def cells(app: Flask, school: SmallSchool) -> str:
    """The address of the first column's cells in today's lesson."""
    lesson = school.lesson_on(school.today)
    with app.extensions["database"].reading() as session:
        column = session.scalars(select(LessonColumn).where(LessonColumn.lesson_id == lesson.id)).one()
    return f"/lessons/{lesson.id}/columns/{column.id}/cells"


def browser(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    sign_in(client, person)
    return client


def send_together(clients: list[FlaskClient], url: str, bodies: list[dict[str, Any]]) -> list[int]:
    """Send one body from each client at the same moment; return the statuses."""
    barrier = threading.Barrier(len(clients))
    statuses = [0] * len(clients)

    def send(number: int) -> None:
        barrier.wait()
        statuses[number] = clients[number].put(url, json=bodies[number]).status_code

    threads = [threading.Thread(target=send, args=[number]) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_two_writers_in_one_cell_one_is_saved_and_one_is_asked(
    app: Flask, school: SmallSchool, cells: str
) -> None:
    clients = [browser(app, school.teacher_a) for _ in range(2)]
    url = f"{cells}/{school.pupils_a[0].id}"
    bodies = [{"symbol": symbol, "saw": EMPTY} for symbol in ("4", "5")]
    assert sorted(send_together(clients, url, bodies)) == [200, 409]
    with app.extensions["database"].reading() as session:
        mark = session.scalars(select(Mark)).one()
        assert [amendment.after for amendment in session.scalars(select(Amendment))] == [str(mark.value)]


def test_the_same_request_four_times_is_one_entry_and_one_amendment(
    app: Flask, school: SmallSchool, cells: str
) -> None:
    clients = [browser(app, school.teacher_a) for _ in range(4)]
    url = f"{cells}/{school.pupils_a[0].id}"
    bodies = [{"symbol": "5", "saw": EMPTY}] * 4
    assert send_together(clients, url, bodies) == [200] * 4
    with app.extensions["database"].reading() as session:
        assert (count(session, Mark), count(session, Amendment)) == (1, 1)


def test_eight_writers_never_meet_an_error(app: Flask, school: SmallSchool, cells: str) -> None:
    clients = [browser(app, school.teacher_a) for _ in range(8)]
    url = f"{cells}/{school.pupils_a[0].id}"
    statuses: Counter[int] = Counter()
    for step in range(5):
        saw = EMPTY if step == 0 else {"attendance": "", "mark": str(1 + (step - 1) % 5)}
        bodies = [
            {"symbol": str(1 + step % 5) if number == 0 else "Б", "saw": saw, "reason": "проверка"}
            for number in range(8)
        ]
        statuses.update(send_together(clients, url, bodies))
        clients[0].put(url, json={"symbol": str(1 + step % 5), "saw": {"attendance": "Б", "mark": ""}})
    assert set(statuses) <= {200, 409}
    with app.extensions["database"].reading() as session:
        assert verify_history(session).troubles == []


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_full_disk_is_explained_and_reading_goes_on(app: Flask, school: SmallSchool) -> None:
    """PostgreSQL's disk can't be filled from here; its errors come by the same way."""
    client = browser(app, school.teacher_a)
    lessons = [f"/lessons/{lesson.id}/homework" for lesson in school.lessons_a]
    is_full = [True]

    def fill(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() if is_full[0] else 1_000_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(app.extensions["database"].engine, "begin", fill)
    # The first texts may find room in pages that are there already; soon every one needs new pages.
    answers = [client.put(lesson, json=homework("слово " * 600)) for lesson in lessons]
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert answers[-1].status_code == 503
    assert "Подождите" in answers[-1].json["message"]  # type: ignore[index]
    assert client.get(f"/courses/{school.course_a.id}").status_code == 200
    is_full[0] = False
    assert client.put(lessons[-1], json=homework("§ 5")).status_code == 200
    with app.extensions["database"].reading() as session:
        assert verify_history(session).troubles == []


def homework(words: str) -> dict[str, Any]:
    return {"text": words, "due_on": "", "saw": {"text": "", "due_on": ""}}


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_server_that_goes_away_in_mid_request_leaves_nothing_half_done(
    app: Flask, school: SmallSchool, cells: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, url = browser(app, school.teacher_a), f"{cells}/{school.pupils_a[0].id}"

    def leave(session: Session) -> None:
        session.flush()
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with monkeypatch.context() as patch:
        patch.setattr("journal.database.database.link_amendments", leave)
        answer = client.put(url, json={"symbol": "4", "saw": EMPTY})
    assert answer.status_code == 503
    with app.extensions["database"].reading() as session:
        assert (count(session, Mark), count(session, Amendment)) == (0, 0)
    assert client.put(url, json={"symbol": "4", "saw": EMPTY}).status_code == 200
