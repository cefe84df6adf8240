"""Checks pages with axe by the rules of WCAG 2.2, levels A and AA, and by axe's own best practices."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def list_violations(page: Page) -> list[str]:
    """Return each violation of the page: its rule, what it asks for and where it is broken."""
    response: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {found['help']} — {node['html'][:200]}"
        for found in response["violations"]
        for node in found["nodes"]
    ]


def measure_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
