"""Every change that the program records has a name in words, and a group to be found in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

import journal
from journal.blueprints.history.kinds import GROUPS, name_changed, name_group

RECORDERS = {"record_value", "record_text", "record"}
# Rooms whose own helpers take the kind as their first word.
HELPERS = {"_record", "_remove", "_put", "note", "note_person"}
ROOMS = {"setup", "imports", "founding", "accounts", "demo"}
SOURCES = Path(journal.__file__).parent


def list_recorded() -> Iterator[str]:
    """The kinds that stand as words in calls that record a change, or in the constant KIND of a writer."""
    for path in SOURCES.rglob("*.py"):
        text, room = path.read_text(encoding="utf-8"), path.parent.name
        if "amendments.record" not in text and room not in ROOMS:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                yield from list_kinds(node, RECORDERS | (HELPERS if room in ROOMS else set()))
            elif isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == ["KIND"]:
                yield ast.literal_eval(node.value)


def list_kinds(call: ast.Call, recorders: set[str]) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name not in recorders:
        return
    given = [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
    for value in given or [arg for arg in call.args if isinstance(arg, ast.Constant)][:1]:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


@pytest.fixture
def _speaking() -> Iterator[None]:
    app = Flask("journal")
    Babel(app, default_locale="en")
    with app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.usefixtures("_speaking")
def test_every_recorded_kind_has_a_name_and_a_group() -> None:
    recorded = {kind for kind in list_recorded() if kind.isascii() and kind.replace("-", "").isalpha()}
    grouped = {kind for kinds in GROUPS.values() for kind in kinds}
    assert len(recorded) > 35
    assert recorded - grouped == set()
    assert {kind for kind in grouped if name_changed(kind) == kind} == set()
    assert all(name_group(group) for group in GROUPS)
