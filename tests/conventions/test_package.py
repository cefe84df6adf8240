"""The built wheel holds all it needs and runs from an empty folder, away from the source."""

import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
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
    assert "demo" in run_installed(site, empty, "--help")
    assert "--port" in run_installed(site, empty, "demo", "--help")
    assert list(empty.iterdir()) == []


def test_the_wheel_makes_its_tables(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    run_installed(site, empty, "migrate")
    with closing(sqlite3.connect(empty / "journal.db")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall()
        assert connection.execute("SELECT * FROM lessons").fetchall() == []


def run_installed(site: Path, folder: Path, *arguments: str) -> str:
    """Run a command of the installed package in a folder and return what it prints."""
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from journal.cli import main; main()"
    command = [sys.executable, "-I", "-c", start, str(site), *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JOURNAL_")}
    run = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=60, env=environment
    )
    return run.stdout
