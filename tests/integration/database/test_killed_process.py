"""A process that is killed in the middle of writing loses nothing that it has acknowledged."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from journal.amendments.verify import verify_history
from journal.database import Database
from journal.models import Amendment, Subject
from tests.conventions.source import ROOT

WRITER = """
import sys
from journal.amendments.record import Place, record_value
from journal.database import Database
from journal.models import Subject
from journal.permissions.actor import COMMAND_LINE

database = Database(sys.argv[1])
for number in range(100_000):
    name = f"{sys.argv[2]}.{number}"
    with database.writing() as session:
        session.add(Subject(name=name, short_name=name))
        record_value(session, actor=COMMAND_LINE, kind="subject", place=Place(), before="", after=name)
    print(name, flush=True)
"""
ACKNOWLEDGED_AT_LEAST = 20


def start(url: str, output: Path) -> subprocess.Popen[bytes]:
    with output.open("w") as file:
        return subprocess.Popen([sys.executable, "-c", WRITER, url, output.stem], cwd=ROOT, stdout=file)


def read(output: Path) -> list[str]:
    """The names that were acknowledged in full."""
    return output.read_text().rpartition("\n")[0].splitlines()


def wait_for_acknowledgements(outputs: list[Path]) -> None:
    deadline = time.monotonic() + 60
    while any(len(read(output)) < ACKNOWLEDGED_AT_LEAST for output in outputs):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_nothing_acknowledged_is_lost(database: Database, database_url: str, tmp_path: Path) -> None:
    database.dispose()
    outputs = [tmp_path / f"{number}.txt" for number in range(3)]
    writers = [start(database_url, output) for output in outputs]
    try:
        wait_for_acknowledgements(outputs)
    finally:
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
    began = time.monotonic()
    with database.writing() as session:
        session.add(Subject(name="after", short_name="after"))
    assert time.monotonic() - began < 5
    with database.reading() as session:
        saved = set(session.scalars(select(Subject.name))) - {"after"}
        assert {name for output in outputs for name in read(output)} <= saved
        assert saved == set(session.scalars(select(Amendment.after)))
        assert verify_history(session).troubles == []
