"""What `make run` and `make test` check first says what to do about what is missing."""

import gettext
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hatch_build import compile_catalogue
from tests.browser import chromium
from tests.conventions.source import ROOT

OLD = 'case "$2" in *version_info*) exit 1 ;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac'
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Marks"\nmsgstr "{}"\n'


def check_python(python: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(ROOT / "scripts" / "check_python.sh"), python]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_good_python_passes_in_silence() -> None:
    checked = check_python(sys.executable)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_a_missing_python_is_named_with_its_packages() -> None:
    checked = check_python("no-such-python")
    assert checked.returncode == 1
    assert "no-such-python" in checked.stderr
    assert "apt-get install python3 python3-venv" in checked.stderr


@pytest.mark.parametrize(
    ("script", "advice"), [(OLD, "3.11 or newer"), (WITHOUT_VENV, "apt-get install python3-venv")]
)
def test_a_python_that_does_not_do_is_refused(script: str, advice: str, tmp_path: Path) -> None:
    stub = tmp_path / "python"
    stub.write_text(f"#!/bin/sh\n{script}\nexit 0\n")
    stub.chmod(0o755)
    checked = check_python(str(stub))
    assert checked.returncode == 1
    assert advice in checked.stderr


def test_without_chromium_the_tests_fail_and_say_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    monkeypatch.setattr(chromium, "system_commands", lambda: [["false"]])
    monkeypatch.setattr(sys, "executable", "false")
    assert chromium.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_a_newer_catalogue_is_compiled_again(tmp_path: Path) -> None:
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "messages.po"
    for translation, age in (("Оценки", 60), ("Отметки", 0)):
        source.write_text(CATALOGUE.format(translation), encoding="utf-8")
        compiled = compile_catalogue(source)
        os.utime(compiled, (time.time() - age, time.time() - age))
    with compiled.open("rb") as binary:
        assert gettext.GNUTranslations(binary).gettext("Marks") == "Отметки"
