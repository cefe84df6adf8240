"""Every route × every person × own, foreign and crosswise things, against the table written by hand."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from journal.app import create_app
from journal.config import Settings
from journal.permissions.guard import Access
from journal.permissions.policy import POLICY
from tests.functional.permissions.conftest import CROSSED, Walk
from tests.functional.permissions.expectations import PUBLIC, STATIC, TABLE
from tests.functional.permissions.rows import PEOPLE, Row

UNWALKED = {"HEAD", "OPTIONS"}
ONLY_READING = {"GET"}
Key = tuple[str, str]


def list_rules(app: Flask) -> dict[Key, list[Rule]]:
    """The rules of the application by method and endpoint; one view may have several."""
    rules: dict[Key, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - UNWALKED:
            rules.setdefault((method, rule.endpoint), []).append(rule)
    return rules


def send(walk: Walk, person: str, key: Key, path: str) -> TestResponse:
    row = TABLE[key]
    data = {name: file() if callable(file) else file for name, file in (row.data or {}).items()}
    body: dict[str, Any] = {"json": row.json} if row.json is not None else {"data": data}
    return walk.clients[person].open(path, method=key[0], **body)


def judge(answer: TestResponse) -> str:
    """«in», «403», «404», or what else keeps a person out."""
    if answer.status_code in (401, 403, 404) or answer.status_code >= 500:
        return str(answer.status_code)
    return "sign-in" if (answer.location or "").startswith("/sign-in") else "in"


@pytest.fixture(scope="module")
def bare_app() -> Flask:
    """The application without a school, for questions about its routes."""
    return create_app(Settings(database_url="sqlite://", secret_key="for tests only", testing=True))


def test_every_route_declares_its_access(bare_app: Flask) -> None:
    for method, endpoint in list_rules(bare_app).keys() - STATIC:
        access = getattr(bare_app.view_functions[endpoint], "__access__", None)
        assert isinstance(access, Access), f"{endpoint} declares no access"
        if access.kind == "public":
            assert (method, endpoint) in PUBLIC
        else:
            assert access.action in POLICY, endpoint
            assert access.kind == "writes" or method in ONLY_READING, f"{endpoint} changes something"


def test_every_route_stands_in_the_table(bare_app: Flask) -> None:
    routes = list_rules(bare_app).keys() - STATIC
    assert routes - TABLE.keys() - PUBLIC == set(), "not in the table"
    assert (TABLE.keys() | PUBLIC) - routes == set(), "in the table, but gone"


def test_every_address_leads_to_one_view(bare_app: Flask) -> None:
    """Two views under one address: the second would never be asked."""
    views: dict[tuple[str, str], set[str]] = {}
    for (method, endpoint), rules in list_rules(bare_app).items():
        for rule in rules:
            views.setdefault((method, re.sub(r"<[^>]+>", "<>", rule.rule)), set()).add(endpoint)
    assert {address: found for address, found in views.items() if len(found) > 1} == {}


@pytest.mark.usefixtures("rolled_back")
@pytest.mark.parametrize("key", TABLE, ids=" ".join)
def test_the_table_holds(walk: Walk, key: Key) -> None:
    wrong = [
        (rule.rule, variant, person, found, expected)
        for rule in list_rules(walk.app).get(key, [])
        for variant in list_variants(rule)
        for person in PEOPLE
        for expected in [TABLE[key].expects(variant, person)]
        for found in [judge(send(walk, person, key, walk.path(rule, variant)))]
        if found != expected
    ]
    assert wrong == [], "route, things, person, found, expected"


@pytest.mark.usefixtures("rolled_back")
@pytest.mark.parametrize("key", TABLE, ids=" ".join)
def test_what_is_foreign_answers_as_what_is_missing(walk: Walk, key: Key) -> None:
    row = TABLE[key]
    for rule in list_rules(walk.app).get(key, []):
        if not rule.arguments:
            continue
        for person in PEOPLE:
            missing = send(walk, person, key, walk.path(rule, "missing"))
            assert judge(missing) == expect_missing(row, person), (rule.rule, person)
            foreign = send(walk, person, key, walk.path(rule, "foreign"))
            if judge(foreign) == "404":
                assert read(foreign) == read(missing), (rule.rule, person)


@pytest.mark.usefixtures("rolled_back")
@pytest.mark.parametrize("key", TABLE, ids=" ".join)
@pytest.mark.parametrize("part", CROSSED)
def test_own_and_foreign_things_do_not_mix(walk: Walk, key: Key, part: str) -> None:
    """The own lesson with a foreign pupil, or with the column of a foreign lesson, is as a missing one."""
    for rule in list_rules(walk.app).get(key, []):
        if part not in rule.arguments or len(rule.arguments) == 1:
            continue
        for person in PEOPLE:
            foreign, missing = (
                send(walk, person, key, walk.path(rule, f"{kind} {part}")) for kind in ("foreign", "missing")
            )
            assert foreign.status_code in (403, 404, 422), (rule.rule, person)
            assert foreign.status_code == missing.status_code, (rule.rule, person)
            assert read(foreign) == read(missing), (rule.rule, person)


@pytest.mark.parametrize("key", TABLE, ids=" ".join)
def test_nobody_gets_in_without_signing_in(walk: Walk, key: Key) -> None:
    walk.clients["stranger"] = walk.app.test_client()
    for rule in list_rules(walk.app).get(key, []):
        answer = send(walk, "stranger", key, walk.path(rule, "own"))
        assert judge(answer) in ("sign-in", "401"), rule.rule


def list_variants(rule: Rule) -> list[str]:
    """Which things the route can be asked for."""
    if not rule.arguments:
        return ["own"]
    return ["own", "foreign", *(["classmate"] if "pupil_id" in rule.arguments else [])]


def expect_missing(row: Row, person: str) -> str:
    """Who has the right by role looks for the thing and misses it; who hasn't is told so."""
    if row.refusal == 404:
        return "404"
    return "404" if person in row.own else str(row.refusal)


def read(answer: TestResponse) -> str:
    """The answer's text without the token of its form, and without what an earlier request has said."""
    text = re.sub(r'(csrf-token" content|csrf_token" value)="[^"]*"', "", answer.text)
    return re.sub(r'\s*<div class="notice [^>]*role="status">.*?</div>', "", text, flags=re.DOTALL)
