"""Which characters the paper's font can print: a PDF/A with one unknown character is not made at all."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

REPLACEMENT = "□"
LONGEST_WORD = 16
# Tells the template where a long word may be broken; it is taken out there.
BREAK = "\u200b"
LONG_WORDS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
KEPT_CONTROLS = "\n"


def clean_text(text: str) -> str:
    """Return *text* with every character that the font lacks visibly replaced, ready to be broken into lines.

    Signs that only steer the direction of writing are dropped: the paper finds it from the letters.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if UNUSUAL.search(composed):
        composed = UNUSUAL.sub(_replace, composed)
    return LONG_WORDS.sub(_break_word, composed) if len(composed) > LONGEST_WORD else composed


def _replace(found: re.Match[str]) -> str:
    """What stands for a character that isn't in the font."""
    character = found.group()
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    return " " if character.isspace() or unicodedata.category(character) == "Cc" else REPLACEMENT


def _break_word(found: re.Match[str]) -> str:
    """Let a word that no line holds be broken after every so many letters."""
    word = found.group()
    return BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


@cache
def read_coverage() -> list[tuple[int, int]]:
    """The font's characters as (first, last), from a file that `scripts/font_coverage.py` writes."""
    lines = files(__package__).joinpath("coverage.txt").read_text(encoding="ascii").split()
    return [(int(first, 16), int(last, 16)) for first, _, last in (line.partition("-") for line in lines)]


def _compile_unusual() -> re.Pattern[str]:
    """Any one character outside of the font's."""
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in read_coverage())
    return re.compile(f"[^{ranges}{KEPT_CONTROLS}]")


UNUSUAL = _compile_unusual()
