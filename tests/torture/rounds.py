"""Rounds of load and killing on one database, and what must hold after each."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.verify import verify_history
from journal.app import create_app
from journal.config import Settings
from journal.models import Amendment, LessonColumn, Mark
from tests.factories import make_school
from tests.torture.load import Writer, sign_in_for_load
from tests.torture.server import SECRET_KEY, Server

SHORTEST, LONGEST = 0.2, 1.2
"""After how many seconds of writing the server is killed."""


@dataclass
class Figures:
    """What was seen."""

    kills: int = 0
    acknowledged: int = 0
    doubts: int = 0
    doubts_kept: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)

    def describe(self) -> str:
        """The figures in a line."""
        refused = ", ".join(f"{number} answered {status}" for status, number in self.refused.items())
        return (
            f"{self.kills} kills, {self.acknowledged} changes acknowledged and none lost, "
            f"{self.doubts} in doubt ({self.doubts_kept} of them kept), {refused or 'none refused'}, "
            f"back in {min(self.recoveries):.1f}–{max(self.recoveries):.1f} s"
        )


@contextmanager
def opened(database_url: str) -> Iterator[Flask]:
    """The application inside this process: it signs people in and looks into the database."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET_KEY, testing=True))
    yield app
    app.extensions["database"].dispose()


def make_writers(app: Flask, number: int) -> list[Writer]:
    """A school, and writers at cells of their own in the teacher's last lessons that may still be changed."""
    database = app.extensions["database"]
    with database.writing() as session:
        school = make_school(session)
        lessons = [lesson for lesson in school.lessons_a if lesson.held_on <= school.today][-number:]
        columns = dict(
            session.execute(
                select(LessonColumn.lesson_id, LessonColumn.id).where(
                    LessonColumn.lesson_id.in_([lesson.id for lesson in lessons])
                )
            ).all()
        )
        pupil = school.pupils_a[0]
    credentials = sign_in_for_load(app, school.teacher_a)
    return [
        Writer(f"/lessons/{lesson.id}/columns/{columns[lesson.id]}/cells/{pupil.id}", credentials)
        for lesson in lessons
    ]


@dataclass(frozen=True)
class Blow:
    """How to strike in the middle of writing, and how to come back; coming back returns its seconds."""

    strike: Callable[[], None]
    recover: Callable[[], float]


def torture(server: Server, app: Flask, writers: list[Writer], blow: Blow, times: int) -> Figures:
    """Let people write, strike, come back and compare; *times* over. The server is left running."""
    figures = Figures()
    server.start()
    for _ in range(times):
        figures.recoveries.append(write_through(server, writers, blow))
        figures.kills += 1
        settle(app, writers, figures)
    return figures


def write_through(server: Server, writers: list[Writer], blow: Blow) -> float:
    """Let all writers write, strike in the middle of it, and come back; return the seconds of that."""
    stop = threading.Event()
    threads = [threading.Thread(target=writer.write_until, args=[server.port, stop]) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(SHORTEST, LONGEST))
    blow.strike()
    seconds = blow.recover()
    time.sleep(SHORTEST)
    stop.set()
    for thread in threads:
        thread.join()
    return seconds


def settle(app: Flask, writers: list[Writer], figures: Figures) -> None:
    """What was acknowledged is there, in marks and in history, nothing is half done, and the chains hold."""
    with app.extensions["database"].reading() as session:
        for writer in writers:
            history, kept, doubts = read_history(session, writer), len(writer.kept), len(writer.doubts)
            writer.settle(history)
            assert read_mark(session, writer) == writer.now, f"{writer.url}: the mark isn't the history's"
            figures.doubts += doubts
            figures.doubts_kept += len(history) - kept
        assert verify_history(session).troubles == []
    figures.acknowledged = sum(len(writer.kept) for writer in writers) - figures.doubts_kept
    figures.refused = Counter(status for writer in writers for status in writer.refused)


def read_history(session: Session, writer: Writer) -> list[str]:
    """What the amendments of a writer's cell say, in their order."""
    lesson_id = int(writer.url.split("/")[2])
    return list(
        session.scalars(
            select(Amendment.after)
            .where(Amendment.lesson_id == lesson_id, Amendment.kind == "mark")
            .order_by(Amendment.id)
        )
    )


def read_mark(session: Session, writer: Writer) -> str:
    """The mark in a writer's cell."""
    column_id, pupil_id = (int(writer.url.split("/")[place]) for place in (4, 6))
    value = session.scalar(select(Mark.value).where(Mark.column_id == column_id, Mark.pupil_id == pupil_id))
    return "" if value is None else str(value)
