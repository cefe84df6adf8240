"""Every page that a person can open: in the person's language, readable to all, no wider than its window.

Each is looked at once in a look, by the first of the people who may open it. A new page is found by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import ConsoleMessage, Page
from sqlalchemy import update

from journal.models import Account, Person
from tests.addresses import fill_addresses, name_things
from tests.browser.accessibility import list_violations, measure_overflow
from tests.browser.language import list_foreign_texts
from tests.factories import FRIDAY, SmallSchool, make_school
from tests.factories.furniture import furnish
from tests.functional.hostile.texts import EVERYTHING, LONG, spoil

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
VISITORS = ("parent_a", "teacher_a", "administrator", "director")
FEWEST_PAGES = 40
Enter = Callable[[Person], None]


@dataclass
class Visit:
    """A walk through the pages, with what was found wrong."""

    page: Page
    paths: list[str]
    seen: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the browser complains of: scripts, refused styles, missing files."""
        if message.type in ("error", "warning") and "status of 403" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def open_new_pages(self) -> Iterator[str]:
        """Open, on the desk's screen, every page that nobody has seen yet and that opens to this person."""
        for path in self.paths:
            if path in self.seen:
                continue
            self.page.set_viewport_size(DESK)
            answer = self.page.request.get(path, max_redirects=0)
            if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
                continue
            self.page.goto(path)
            self.seen.add(path)
            yield path

    def measure(self, path: str) -> None:
        """Note a page wider than the screen of a desk or of a phone."""
        for name, size in (("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            wide = measure_overflow(self.page)
            if wide:
                self.troubles.append(f"{path}: {wide} px too wide on a {name}")


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def school(app: Flask, moment: None) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def visit(app: Flask, page: Page, school: SmallSchool) -> Visit:
    """A walk through the furnished school's pages."""
    with app.extensions["database"].writing() as session:
        things = name_things(school, furnish(session, school))
    addresses = (one for one in fill_addresses(app, "GET", things) if ".download_" not in one.endpoint)
    visit = Visit(page, sorted({address.path for address in addresses}))
    page.on("console", visit.hear)
    return visit


@pytest.mark.parametrize(("language", "theme"), [("ru", "light"), ("en", "dark"), ("ru", "contrast")])
def test_every_page_is_accessible_and_fits(
    app: Flask, visit: Visit, school: SmallSchool, enter: Enter, language: str, theme: str
) -> None:
    with app.extensions["database"].writing() as session:
        session.execute(update(Account).values(language=language, theme=theme))
    for name in VISITORS:
        enter(getattr(school, name))
        for path in visit.open_new_pages():
            found = [*list_violations(visit.page), *list_foreign_texts(visit.page, language)]
            visit.troubles += [f"{path} ({name}): {trouble}" for trouble in found]
            visit.measure(path)
    assert not visit.troubles, "\n".join(visit.troubles)
    assert len(visit.seen) > FEWEST_PAGES


@pytest.mark.parametrize("text", [EVERYTHING, LONG], ids=["everything", "long"])
def test_no_text_tears_a_page_or_runs_in_it(
    app: Flask, visit: Visit, school: SmallSchool, enter: Enter, text: str
) -> None:
    with app.extensions["database"].writing() as session:
        spoil(session, text)
    for name in VISITORS:
        enter(getattr(school, name))
        for path in visit.open_new_pages():
            if not path.endswith("/print"):  # a word of 300 letters fits no paper
                visit.measure(path)
    assert not visit.troubles, "\n".join(visit.troubles)
