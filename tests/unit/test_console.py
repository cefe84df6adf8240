"""Talking at a terminal: the language, the bar, letters that the terminal lacks."""

import io
import sys

import pytest

from journal.console import choose_language, complain, say, show_progress


@pytest.mark.parametrize(
    ("wanted", "system", "language"),
    [
        ("en", "ru_RU.UTF-8", "en"),
        ("ru", "en_US.UTF-8", "ru"),
        (None, "en_US.UTF-8", "en"),
        (None, "ru_RU.UTF-8", "ru"),
        (None, "C", "ru"),
        (None, "", "ru"),
        ("de", "en_US.UTF-8", "en"),
    ],
)
def test_language(monkeypatch: pytest.MonkeyPatch, wanted: str | None, system: str, language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", system)
    assert choose_language(wanted) == language


def test_what_a_terminal_lacks_becomes_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_written, encoding="cp866"))
    say("Урок № 1 → «дома»")
    assert bytes_written.getvalue().decode("cp866").split() == ["Урок", "№", "1", "?", "?дома?"]


def test_the_bar_stays_in_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    show_progress("saving", 50)
    show_progress("ready", 100)
    shown = capsys.readouterr().out
    assert shown.count("\r") == 2
    assert shown.count("\n") == 1
    assert "[###############...............]  50 %  saving" in shown


def test_without_a_terminal_only_the_end_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress("saving", 50)
    assert capsys.readouterr().out == ""
    show_progress("ready", 100)
    assert "100 %  ready" in capsys.readouterr().out


def test_complaints_go_where_errors_go(capsys: pytest.CaptureFixture[str]) -> None:
    complain("The port is taken.")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "The port is taken.\n")
