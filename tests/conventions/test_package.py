"""The built wheel holds all it needs and runs from an empty folder, away from the source."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conventions.source import ROOT, list_files, name_of


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    (built,) = folder.glob("journal-*.whl")
    return built


def test_the_wheel_holds_pages_styles_scripts_and_translations(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    pages = [
        f"journal/{name_of(path)}" for path in list_files(".html") if name_of(path).startswith("templates/")
    ]
    package = [name_of(path) for path in list_files() if name_of(path).startswith("journal/")]
    assert len(pages) > 5
    assert any(name.endswith(".css") for name in package)
    assert {*pages, *package, "journal/translations/ru/LC_MESSAGES/messages.mo"} - inside == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"journal"}
    assert [name for name in inside if name.endswith((".pyc", ".sqlite", ".lock"))] == []


def test_the_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from journal.cli import main; main()"
    for arguments, expected in ((["--help"], "demo"), (["demo", "--help"], "--port")):
        command = [sys.executable, "-I", "-c", start, str(site), *arguments]
        run = subprocess.run(command, cwd=empty, check=True, capture_output=True, text=True, timeout=60)
        assert expected in run.stdout
    assert list(empty.iterdir()) == []
