"""The project's own files, as the tests of conventions read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def list_files(*suffixes: str) -> list[Path]:
    """Return the files under version control, or about to be; *suffixes* (``.py``) narrow the list."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def name_of(path: Path) -> str:
    """Return *path* as it is written in the project."""
    return path.relative_to(ROOT).as_posix()
