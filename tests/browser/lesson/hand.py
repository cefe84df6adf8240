"""A teacher's hand: real clicks and key presses, each counted."""

from playwright.sync_api import Locator, Page


class Hand:
    """Clicks and presses on a page; letters of a text are typed without counting them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.loads = 0
        page.on("load", lambda _page: self._count_load())

    def _count_load(self) -> None:
        self.loads += 1

    def click(self, target: Locator) -> None:
        """One click."""
        target.click()
        self.actions += 1

    def press(self, key: str) -> None:
        """One key press."""
        self.page.keyboard.press(key)
        self.actions += 1

    def write(self, text: str) -> None:
        """The letters of a text."""
        self.page.keyboard.type(text)
