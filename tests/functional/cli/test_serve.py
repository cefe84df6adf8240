"""`journal serve`: pages over HTTP from a process of its own, the scheduler inside, a calm end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal.database import Database
from journal.models import JobRun
from tests.functional.cli.conftest import Command
from tests.functional.cli.test_init import OPTIONS

PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def open_page(port: int, process: subprocess.Popen[bytes]) -> str:
    """The first page that the server answers with."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                page: str = answer.read().decode()
                return page
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)


def count_jobs() -> int:
    database = Database("sqlite:///journal.db")
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(JobRun)) or 0
    database.dispose()
    return count


def test_pages_are_served_and_jobs_done(journal: Command, tmp_path: Path) -> None:
    journal("init", *OPTIONS)
    port = free_port()
    command = [sys.executable, "-m", "journal", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"JOURNAL_SECRET_KEY": "test"}) as process:
        try:
            assert "<html" in open_page(port, process)
            deadline = time.monotonic() + PATIENCE
            while not count_jobs() and time.monotonic() < deadline:
                time.sleep(0.1)
            assert count_jobs() > 0
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(PATIENCE)
    assert status in (0, 130)


def test_a_taken_port_is_named(journal: Command) -> None:
    journal("init", *OPTIONS)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, _, err = journal("serve", "--port", str(port))
    assert status == 1
    assert f"Port {port} is taken" in err


@pytest.mark.parametrize("command", ["serve", "verify"])
def test_a_database_without_a_school_says_how_to_make_one(journal: Command, command: str) -> None:
    status, _, err = journal(command)
    assert status == 1
    assert "journal init" in err


def test_an_empty_schema_is_no_school_either(journal: Command, database_url: str) -> None:
    status, _, err = journal("--database", database_url, "serve")
    assert status == 1
    assert "journal init" in err


def test_another_kind_of_database_is_refused(journal: Command) -> None:
    status, _, err = journal("--database", "mysql://school", "serve")
    assert status == 2
    assert "sqlite:///" in err


def test_every_command_has_a_line_of_help(journal: Command) -> None:
    status, out, _ = journal("--help")
    assert status == 0
    for name in ("demo", "init", "serve", "import", "verify", "backup", "restore", "scheduler"):
        assert f"\n    {name} " in out


@pytest.mark.parametrize("command", ["serve", "scheduler"])
def test_wrong_settings_of_letters_are_explained(
    journal: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    journal("init", *OPTIONS)
    monkeypatch.setenv("JOURNAL_MAIL_HOST", "mail.example.org")
    status, _, errors = journal(command)
    assert status == 1
    assert "JOURNAL_MAIL_SENDER" in errors
