"""Nothing in the project ties it to the computer of its makers or to a registry of packages."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conventions.source import ROOT, list_files, name_of

# Written in pieces, for this file is searched too.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "deb." + "debian.org",
    "/opt/" + "pypi",
]
LOCKS = ["requirements.lock", "requirements-test.lock"]


def test_no_file_names_a_registry() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    assert [name_of(path) for path in list_files() if pattern.search(path.read_bytes())] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_nothing_else(lock: str) -> None:
    pins = read_pins(ROOT / lock)
    assert len(pins) > 20
    for pin in pins:
        name, *hashes = pin.split(" --hash=")
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.+]+( ; .+)?", name), name
        assert hashes, name
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", found) for found in hashes), name


def test_the_test_lock_agrees_with_the_runtime_lock() -> None:
    runtime, test = (set(read_pins(ROOT / lock)) for lock in LOCKS)
    assert {pin.split()[0] for pin in runtime} - {pin.split()[0] for pin in test} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_satisfy_the_project(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["build"]
    wanted += groups["test"] if lock == "requirements-test.lock" else []
    versions = dict(pin.split()[0].split("==") for pin in read_pins(ROOT / lock))
    for requirement in map(Requirement, wanted):
        assert versions[requirement.name] in requirement.specifier, requirement


def read_pins(lock: Path) -> list[str]:
    """Return the pins of a lock file, one string a package."""
    text = lock.read_text(encoding="utf-8").replace(" \\\n    ", " ")
    return [line.strip() for line in text.splitlines()]
