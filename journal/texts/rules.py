"""What may be written in a text field: Russian, of bounded length, without hidden characters (R-RUSSIAN)."""

import re
import unicodedata

from journal.errors import BadLink, Empty, NotRussian, TooLong

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?", re.IGNORECASE)
# Characters that turn the direction of everything after them.
TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean_text(text: str) -> str:
    """Return *text* as it is kept: composed letters, «\\n» line ends, nothing invisible, no margins."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(char for char in composed if is_printable(char))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def clean_line(text: str) -> str:
    """Return *text* as one line: every run of spaces and line ends is one space."""
    return " ".join(clean_text(text).split())


def is_printable(char: str) -> bool:
    """Tell whether a character may be kept: no control but line end and tab, no turning of the direction."""
    return char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in TURNING)


def is_cyrillic(char: str) -> bool:
    """Tell whether the character is a Cyrillic letter."""
    return char.isalpha() and unicodedata.name(char, "").startswith("CYRILLIC")


def is_russian(text: str) -> bool:
    """R-RUSSIAN: tell whether the text has a Cyrillic letter, or no letter at all; links are exempt."""
    letters = [char for char in LINK.sub(" ", text) if char.isalpha()]
    return not letters or any(is_cyrillic(char) for char in letters)


def check_text(text: str, limit: int, *, is_required: bool = False) -> str:
    """Return the clean text; raise TooLong, NotRussian or, where something must be said, Empty."""
    return _check(clean_text(text), limit, is_required)


def check_line(text: str, limit: int, *, is_required: bool = False) -> str:
    """Return the clean text as one line; raise as `check_text` does."""
    return _check(clean_line(text), limit, is_required)


def check_link(text: str, limit: int) -> str:
    """Return the address of a link; raise BadLink unless it is a plain http or https one, or TooLong."""
    address = clean_line(text)
    if len(address) > limit:
        raise TooLong(limit=limit)
    if not WEB_ADDRESS.fullmatch(address):
        raise BadLink
    return address


def _check(text: str, limit: int, is_required: bool) -> str:
    """Return *text* if its length and language do."""
    if len(text) > limit:
        raise TooLong(limit=limit)
    if is_required and not text:
        raise Empty
    if not is_russian(text):
        raise NotRussian(text=text)
    return text
