"""Texts already in the database, from whatever way in: every page shows them as texts, to every role."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from journal.models import Person
from tests.addresses import fill_addresses
from tests.functional.hostile.texts import EVERYTHING, FORMULA, LONG, list_text_columns, spoil

FORMULA_SHOWN = str(escape(FORMULA))


class TagReader(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that no page of ours has."""
        names = {name for name, _value in attrs}
        is_foreign = tag == "svg" and "viewbox" not in names  # our own charts have one
        if is_foreign or any(name.startswith("on") for name in names):
            self.dangers.append(f"{tag} {sorted(names)}")
        if tag == "a" and (dict(attrs).get("href") or "").lower().startswith(("javascript:", "data:")):
            self.dangers.append("a foreign address")


def visit_everything(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    people: dict[str, Person],
    things: dict[str, int],
) -> Iterator[tuple[str, str, int, str]]:
    """Every GET page as every role: who, where, the status and the page."""
    for role, person in people.items():
        browser = enter(person)
        for address in fill_addresses(app, "GET", things):
            answer = browser.get(address.path)
            page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            yield role, address.path, answer.status_code, page


@pytest.mark.parametrize("text", [EVERYTHING, LONG], ids=["everything", "long"])
def test_every_page_shows_it_as_a_text(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    people: dict[str, Person],
    things: dict[str, int],
    text: str,
) -> None:
    with app.extensions["database"].writing() as session:
        assert spoil(session, text) > 100
    opened = 0
    for role, path, status, page in visit_everything(app, enter, people, things):
        assert status in (200, 302, 403, 404), (role, path, status)
        reader = TagReader()
        reader.feed(page)
        assert reader.dangers == [], (role, path)
        assert "onload=x&gt;49" not in page, (role, path)
        opened += status == 200 and FORMULA_SHOWN in page
    assert opened > 60 or text == LONG


def test_what_people_type_is_among_the_spoiled() -> None:
    names = {f"{table.name}.{column.name}" for table, column in list_text_columns()}
    assert {
        "attachments.name",
        "courses.title",
        "homework.text",
        "lesson_columns.title",
        "lessons.room",
        "lessons.topic",
        "people.last_name",
        "plan_items.topic",
        "pupils.note",
        "school.short_name",
        "school_classes.letter",
        "staff.position",
        "subjects.name",
        "work_types.name",
    } <= names
