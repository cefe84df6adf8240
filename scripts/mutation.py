"""Plants small mistakes in the rooms of locks and rights and counts those that the tests find.

What is mutated, and by which tests, stands in pyproject.toml. Survivors are listed; docs/reliability.md says
why they stay. The exit status is 1 below the share that the project holds itself to.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "mutants" / "mutmut-cicd-stats.json"
WANTED_SHARE = 0.95
FOUND = ("killed", "timeout", "suspicious", "segfault")
LEFT = ("survived", "no_tests")


def main() -> int:
    """Run mutmut, print the survivors and the share of mistakes that were found."""
    mutmut("run", check=False)
    mutmut("results")
    mutmut("export-cicd-stats")
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    found = sum(figures.get(name, 0) for name in FOUND)
    planted = found + sum(figures.get(name, 0) for name in LEFT)
    share = found / planted
    print(f"{planted} mistakes planted, {found} found: {share:.1%}")
    return 0 if share >= WANTED_SHARE else 1


def mutmut(*arguments: str, check: bool = True) -> None:
    """Run a command of mutmut in the project's folder."""
    subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=ROOT, check=check)


if __name__ == "__main__":
    sys.exit(main())
