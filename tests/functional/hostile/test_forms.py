"""Every form of every page, filled with what nobody should type: never an error of ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.addresses import fill_addresses
from tests.functional.hostile.texts import EVERYTHING

HUGE = "9" * 5000
TEXTS = ("\x00", EVERYTHING, "5" * 65536, HUGE, "-1", "NaN", "1e400", "0001-01-01", "٣")
MOST_FIELDS = 4  # spoiled one by one; the rest of a long form is alike
ENDING = ("/sign-out", "/account/sign-ins/", "/language", "/theme", "/dismiss", "/discard")


@dataclass
class Form:
    """A form that posts: where to, and its fields with their values."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms that post, and what has a name inside them."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_open = values.get("method", "").lower() == "post"
            if self.is_open:
                self.forms.append(Form(urlsplit(values.get("action") or self.path).path))
        elif self.is_open and values.get("name") and values.get("type") != "file":
            self.forms[-1].fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """End a form."""
        if tag == "form":
            self.is_open = False


def list_forms(app: Flask, browser: FlaskClient, things: dict[str, int]) -> list[Form]:
    """The forms of all pages that this person may open, each once."""
    forms: dict[str, Form] = {}
    for address in fill_addresses(app, "GET", things):
        answer = browser.get(address.path)
        if answer.mimetype == "text/html":
            reader = FormReader(address.path)
            reader.feed(answer.text)
            forms |= {form.action: form for form in reader.forms if not form.action.startswith(ENDING)}
    return [form for form in forms.values() if not form.action.endswith(ENDING)]


def list_fillings(form: Form) -> Iterator[dict[str, str]]:
    """The form with nothing in it, with every field spoiled at once, and with each alone."""
    yield {}
    for text in TEXTS:
        yield dict.fromkeys(form.fields, text)
        if not form.action.startswith("/imports/"):
            for name in list(form.fields)[:MOST_FIELDS]:
                yield {**form.fields, name: text}


@pytest.mark.parametrize("role", ["many_hats", "teacher_a", "parent_a"])
def test_every_form_answers_in_words(
    app: Flask,
    enter: Callable[[Person], FlaskClient],
    people: dict[str, Person],
    things: dict[str, int],
    role: str,
) -> None:
    browser = enter(people[role])
    forms = list_forms(app, browser, things)
    assert any(form.action == "/account/password" for form in forms)
    for form in forms:
        for filling in list_fillings(form):
            answer = browser.post(form.action, data=filling)
            said = (form.action, {name: text[:20] for name, text in filling.items()}, answer.status_code)
            assert answer.status_code < 500, said
            assert "<svg onload" not in answer.text, said
            assert "Not a valid" not in answer.text, said
