"""Files and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.source import ROOT, list_files, name_of

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
# Versions of the schema: Alembic writes them from the models, and nobody edits them afterwards.
GENERATED = ROOT / "journal" / "database" / "migrations" / "versions"


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        name_of(path): len(read(path).splitlines())
        for path in list_files(".py", ".js", ".css", ".html")
        if path.parent != GENERATED
    }
    assert {name: length for name, length in lengths.items() if length > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    sources = [path for path in list_files(".py") if is_ours(path)]
    assert len(sources) > 10
    found = [function for path in sources for function in long_functions(path)]
    assert found == []


def is_ours(path: Path) -> bool:
    return (ROOT / "journal") in path.parents and path.parent != GENERATED


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef) and count_lines(node) > LINES_OF_A_FUNCTION:
            yield f"{name_of(path)}:{node.lineno} {node.name} has {count_lines(node)} lines"


def count_lines(function: ast.FunctionDef) -> int:
    """The lines of a function from its `def` on, its docstring not counted."""
    first = function.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    described = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - described


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
