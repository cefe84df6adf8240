"""What the code imports is among the dependencies that it names."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.conventions.source import ROOT, list_files


def test_every_import_is_a_named_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {normalise(re.split(r"[^\w.-]", wanted)[0]) for wanted in project["dependencies"]}
    # Flask brings these, and no release of it comes without them.
    named |= {"werkzeug", "jinja2", "markupsafe", "babel", "click"}
    homes = packages_distributions()
    foreign = imported_packages() - set(sys.stdlib_module_names) - {"journal"}
    assert {"flask", "sqlalchemy"} <= foreign
    assert {
        name for name in foreign if not named & {normalise(home) for home in homes.get(name, [])}
    } == set()


def imported_packages() -> set[str]:
    """The top names of everything that the package imports."""
    found: set[str] = set()
    for path in list_files(".py"):
        if (ROOT / "journal") not in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
