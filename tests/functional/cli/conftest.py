"""The command line, run inside the process in an empty folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journal.cli import main

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `journal …` and return its exit status, output and errors; messages are English."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, language: str = "en_GB.UTF-8") -> tuple[int, str, str]:
        with monkeypatch.context() as system:
            system.setenv("LANG", language)
            for name in ("LC_ALL", "LC_MESSAGES", "JOURNAL_DATABASE_URL"):
                system.delenv(name, raising=False)
            try:
                status = main(arguments)
            except SystemExit as stop:
                status = int(str(stop.code))
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run
