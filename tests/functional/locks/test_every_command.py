"""R-NOBYPASS on the command line: every command and every job of the scheduler leaves a locked lesson alone.

The commands are found in the parser itself; a new one fails the first test until it is entered here.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from journal.backups.dump import make_backup
from journal.cli import main, make_parser
from journal.database import Database
from journal.models import HealthFact
from journal.scheduler.jobs import JOBS
from tests.factories import FRIDAY
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson, make_locked_lesson, photograph
from tests.factories.workbooks import SCHOOL

QUESTIONS, BACKUP = "questions.json", "school.zip"
WHY = "часы спешили"
DONE, REFUSED, ASKED = 0, 1, 2
# The arguments that bring each command closest to a locked lesson, and the status that it ends with.
COMMANDS: dict[str, tuple[list[str], int]] = {
    "init": (["--name", "Другая школа"], REFUSED),
    "demo": (["--no-serve"], REFUSED),
    "import": ([str(SCHOOL), "--answers", QUESTIONS], DONE),
    "backup": ([BACKUP], DONE),
    "restore": ([BACKUP], REFUSED),
    "verify": ([], DONE),
    "migrate": ([], DONE),
    "erase": (["4", "--order", "5", "--date", "2026-11-20"], REFUSED),  # the topic still stands in the lesson
    "archive verify": ([BACKUP], REFUSED),
    "clock show": ([], DONE),
    "clock accept": ([WHY], DONE),
}
# What runs until it is stopped; its ways in are walked elsewhere.
SERVERS = {
    "serve": "its routes: test_every_way_in.py",
    "scheduler": "its jobs: the last test of this file",
}


@pytest.fixture
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def locked(database: Database, moment: None) -> LockedLesson:
    with database.writing() as session:
        return make_locked_lesson(session)


def list_commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """The names of all commands, «clock show» for one inside another."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield before.strip()
    for group in groups:
        for name, command in group.choices.items():
            yield from list_commands(command, f"{before} {name}")


def test_no_command_is_missing() -> None:
    assert set(list_commands(make_parser())) == COMMANDS.keys() | SERVERS.keys()


def answer_all(path: Path) -> None:
    """Answer every open question with its first choice, as somebody who only wants it in does."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for entry in content["questions"]:
        if entry["answer"] is None:
            entry["answer"] = next(iter(entry["choices"]))
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_leaves_a_locked_lesson_alone(
    database: Database,
    database_url: str,
    locked: LockedLesson,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    options, status = COMMANDS[command]
    start = ["--language", "en", "--database", database_url]
    if command == "import":
        assert main([*start, "import", str(SCHOOL), "--questions", QUESTIONS]) == ASKED
        answer_all(tmp_path / QUESTIONS)
    if command == "restore":
        make_backup(database, tmp_path / BACKUP)
    with database.reading() as session:
        before = photograph(session)
    assert main([*start, *command.split(), *options]) == status
    with database.reading() as session:
        after = photograph(session)
    assert [row for row in before if row not in after] == []


def test_no_job_enters_anything_into_a_locked_lesson(database: Database, locked: LockedLesson) -> None:
    """Not even an illness that covers the lesson's day and came to light too late (R-REASON)."""
    day = LESSON_DAY.date()
    with database.writing() as session:
        illness = {"kind": "illness", "starts_on": day, "ends_on": day}
        recorded_by = locked.school.administrator.id
        session.add(HealthFact(pupil_id=locked.school.pupils_a[1].id, recorded_by=recorded_by, **illness))
    with database.reading() as session:
        before = photograph(session)
    for job in JOBS:
        with database.writing() as session:
            job.work(session)
    with database.reading() as session:
        assert [row for row in photograph(session) if row not in before and row[0] != "amendments"] == []
