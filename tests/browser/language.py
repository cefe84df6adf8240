"""Checks that a page speaks the language of the person who looks at it."""

import re
from functools import cache

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from journal.places import TRANSLATIONS

# What a school prints is Russian whoever prints it, and so are its employees' positions.
SHEETS = ("/print", "/blank", "/envelope")
OWNED = frozenset({"директор", "секретарь", "учитель"})
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
SKIP_LINK = {"ru": "К содержанию", "en": "Skip to the content"}
# Paper has none.
FIND_SKIP_LINK = "document.querySelector('.skip')?.textContent ?? null"
LEAVES = """() => [...document.querySelectorAll("body *")]
    .filter((element) => !element.children.length && !["SCRIPT", "STYLE"].includes(element.tagName))
    .map((element) => element.textContent.trim())"""


def list_foreign_texts(page: Page, language: str) -> list[str]:
    """What on a page isn't in its reader's language: the page as a whole, or in English one of its texts.

    What a school itself writes stays Russian; only the program's own Russian texts are looked for.
    """
    declared = page.evaluate("document.documentElement.lang")
    skip_link = page.evaluate(FIND_SKIP_LINK)
    found = []
    if declared != language or skip_link not in (None, SKIP_LINK[language]):
        found.append(f"is in {declared} with «{skip_link}», and not in {language}")
    if language == "en" and not page.url.endswith(SHEETS):
        found += sorted(f"speaks Russian: {text}" for text in read_russian() & set(page.evaluate(LEAVES)))
    return found


@cache
def read_russian() -> frozenset[str]:
    """The Russian texts of the program that have no gaps to fill."""
    with (TRANSLATIONS / "ru" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        texts = {str(message.string) for message in read_po(file) if isinstance(message.string, str)}
    return frozenset(text for text in texts if "%(" not in text and CYRILLIC.search(text)) - OWNED
