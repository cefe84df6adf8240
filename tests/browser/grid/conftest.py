"""Fixtures of the journal page's tests: a small school on a Friday, and its teacher at the open sheet."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page

from journal.models import Person
from tests.browser.grid.sheet_page import SheetPage
from tests.factories import FRIDAY, SmallSchool, make_school


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    """The clock of the server stands near Friday noon; a test may move it on."""
    with time_machine.travel(FRIDAY) as traveller:
        yield traveller


@pytest.fixture
def school(app: Flask) -> SmallSchool:
    """The small school in the server's database."""
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def sheet(page: Page, enter: Callable[[Person], None], app: Flask, school: SmallSchool) -> SheetPage:
    """The open sheet of mathematics in 5А, before its teacher."""
    enter(school.teacher_a)
    sheet = SheetPage(page, app.extensions["database"], school)
    sheet.open()
    return sheet
