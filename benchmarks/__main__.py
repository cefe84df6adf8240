"""`make bench`: the journal's ratios of speed, with the limits that the project holds itself to."""

import http.client
import json
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.extract import measure_extract
from benchmarks.floors import add_bare_view, read_day, read_sheet, read_week
from benchmarks.history_check import measure_history
from benchmarks.large_school import LAST_DAYS, build_large_school
from benchmarks.measure import Ratio, compare, recorded
from benchmarks.paper import measure_paper
from benchmarks.school import NOON, MeasuredSchool, build_school
from journal.amendments.chain import find_or_create_chain
from journal.app import create_app
from journal.config import Settings
from journal.database import Database
from journal.models import Lesson, LessonColumn, Person
from journal.serving import settle_memory
from tests.factories import sign_in
from tests.serving import served

SAVES, VIEWS = 200, 40
MOST_SAVE_RATIO, MOST_VIEW_RATIO = 5.0, 4.0
MOST_DAY_RATIO = 5.0
MOST_SHEET_QUERIES, MOST_WEEK_QUERIES, MOST_DAY_QUERIES = 12, 8, 11


def main() -> int:
    """Measure and print; the exit status is 1 where a limit is broken."""
    results = [*measure_class(), measure_day(), measure_extract(), *measure_paper(), measure_history()]
    return 0 if all(results) else 1


def measure_class() -> list[bool]:
    """What a teacher and a family do all day, in a class of 28."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(NOON):
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url)
        database.create_schema()
        with database.writing() as session:
            measured = build_school(session)
            chain_id = find_or_create_chain(session, None)
        app = create_app(Settings(database_url=url, secret_key="for the benchmark only", testing=True))
        add_bare_view(app, chain_id)
        settle_memory()
        results = [
            measure_save(app, measured),
            measure_sheet(app, database, measured),
            measure_week(app, database, measured),
        ]
        app.extensions["database"].dispose()
        database.dispose()
    return results


def measure_day() -> bool:
    """The day of a deputy head who teaches, in a school of 1,000 pupils with a full year."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(LAST_DAYS):
        url = f"sqlite:///{Path(folder) / 'large.db'}"
        database = Database(url)
        database.create_schema()
        with database.writing() as session:
            deputy = build_large_school(session)
        app = create_app(Settings(database_url=url, secret_key="for the benchmark only", testing=True))
        client, _ = signed_in(app, deputy)
        holds = measure_view(
            "a deputy's day, 1,000 pupils, a full year",
            app,
            client,
            "/day",
            lambda: read(database, read_day),
            MOST_DAY_QUERIES,
            MOST_DAY_RATIO,
        )
        app.extensions["database"].dispose()
        database.dispose()
    return holds


def measure_save(app: Flask, measured: MeasuredSchool) -> bool:
    """One cell over HTTP against the bare view of the same server, both with a connection that stays open."""
    client, token = signed_in(app, measured.school.teacher_a)
    cookie = client.get_cookie("journal")
    assert cookie is not None
    headers = {
        "Content-Type": "application/json",
        "Cookie": f"journal={cookie.value}",
        "X-CSRFToken": token,
    }
    places = iter(list_open_cells(app.extensions["database"], measured))
    body = json.dumps({"symbol": "5", "saw": {"attendance": "", "mark": ""}})
    with served(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def send(method: str, path: str) -> None:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()[:500]}")

        def save() -> None:
            lesson_id, column_id, pupil_id = next(places)
            send("PUT", f"/lessons/{lesson_id}/columns/{column_id}/cells/{pupil_id}")

        def save_bare() -> None:
            _, column_id, pupil_id = next(places)
            send("POST", f"/bare/{column_id}/{pupil_id}")

        ratio = compare(save, save_bare, SAVES)
        connection.close()
    return report("one cell saved over HTTP", ratio, MOST_SAVE_RATIO)


def list_open_cells(database: Database, measured: MeasuredSchool) -> list[tuple[int, int, int]]:
    """Empty cells (lesson, column, pupil) of lessons that may be written today."""
    open_days = timedelta(days=13)
    with database.reading() as session:
        columns = session.execute(
            select(LessonColumn.lesson_id, LessonColumn.id)
            .join(Lesson, Lesson.id == LessonColumn.lesson_id)
            .where(
                Lesson.course_id == measured.school.course_a.id,
                Lesson.held_on.between(NOON.date() - open_days, NOON.date() + open_days),
            )
        ).all()
    return [(row.lesson_id, row.id, pupil.id) for row in columns for pupil in measured.pupils]


def measure_sheet(app: Flask, database: Database, measured: MeasuredSchool) -> bool:
    """The journal page of 28 pupils × 40 lessons."""
    client, _ = signed_in(app, measured.school.teacher_a)
    address = f"/courses/{measured.course.id}/periods/{measured.period.id}"
    return measure_view(
        "journal page, 28 × 40",
        app,
        client,
        address,
        lambda: read(database, lambda session: read_sheet(session, measured)),
        MOST_SHEET_QUERIES,
    )


def measure_week(app: Flask, database: Database, measured: MeasuredSchool) -> bool:
    """A week of the diary."""
    client, _ = signed_in(app, measured.parent)
    pupil_id = measured.pupils[0].id
    return measure_view(
        "diary week",
        app,
        client,
        f"/diary/{pupil_id}",
        lambda: read(database, lambda session: read_week(session, measured, pupil_id)),
        MOST_WEEK_QUERIES,
    )


def measure_view(
    title: str,
    app: Flask,
    client: FlaskClient,
    address: str,
    floor: Callable[[], object],
    most_queries: int,
    most_ratio: float = MOST_VIEW_RATIO,
) -> bool:
    """Time a page against its floor and count its statements."""

    def view() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")

    view()
    with recorded(app.extensions["database"].engine) as statements:
        view()
    ratio = compare(view, floor, VIEWS)
    return report(title, ratio, most_ratio, len(statements), most_queries)


def read(database: Database, act: Callable[..., object]) -> None:
    """Do something in a reading transaction of its own."""
    with database.reading() as session:
        act(session)


def report(title: str, ratio: Ratio, limit: float, queries: int | None = None, most_queries: int = 0) -> bool:
    """Print one line and tell whether the limits hold."""
    times = f"{ratio.work:.1f} ms, floor {ratio.floor:.1f} ms"
    line = f"{title}: {times}, ratio {ratio.ratio:.1f} (at most {limit:g})"
    holds = ratio.ratio <= limit
    if queries is not None:
        line += f", {queries} queries (at most {most_queries})"
        holds = holds and queries <= most_queries
    print(line if holds else f"{line} — OVER THE LIMIT", flush=True)
    return holds


def signed_in(app: Flask, person: Person) -> tuple[FlaskClient, str]:
    """A client in which the person is signed in, and the token of its forms."""
    client = app.test_client()
    sign_in(client, person)
    page = client.get("/account/password").get_data(as_text=True)
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    return client, found.group(1) if found else ""


if __name__ == "__main__":
    sys.exit(main())
