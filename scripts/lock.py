"""Pins the dependencies of pyproject.toml with hashes and without the address of any registry.

``requirements.lock`` holds what runs and installs the project, ``requirements-test.lock`` also what tests it;
both serve Linux and Windows from Python 3.11 on.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--group", "build"),
]


def main() -> None:
    """Write both lock files; the second agrees with the first."""
    compile_lock("requirements.lock")
    compile_lock("requirements-test.lock", "--group", "test", "--constraint", "requirements.lock")


def compile_lock(target: str, *options: str) -> None:
    """Resolve into *target*, a file beside pyproject.toml."""
    environment = os.environ | {"UV_NO_CONFIG": "1"}
    subprocess.run([*COMPILE, *options, "--output-file", target], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
