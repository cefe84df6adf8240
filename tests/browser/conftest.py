"""Fixtures of the browser tests: a running server, Chromium, and a page. They run on SQLite only."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journal.models import Person
from tests.browser.chromium import ADVICE, find_chromium, launch_flags
from tests.factories import sign_in
from tests.serving import served


@pytest.fixture
def engine_name() -> str:
    """The only engine of the browser tests."""
    return "sqlite"


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """The address of the application, served on a free port while the test runs."""
    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium without a window, one for all tests of a worker."""
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=launch_flags())
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server: str) -> Iterator[BrowserContext]:
    """A fresh Russian browser profile, on the address of the running server."""
    context = chromium.new_context(
        base_url=live_server, locale="ru-RU", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of that profile; an exception that its scripts don't catch fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
def enter(app: Flask, context: BrowserContext, live_server: str) -> Callable[[Person], None]:
    """A function that signs the browser in as a person, without the sign-in page."""

    def enter(person: Person) -> None:
        client = app.test_client()
        sign_in(client, person)
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server}])

    return enter
