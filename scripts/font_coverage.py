"""Writes which characters the font of the papers can print, from the font that is built into typst.

Run it after typst was upgraded; a test fails where the file promises more than the font has.
"""

import importlib.util
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = ("Libertinus Serif Regular", "Libertinus Serif Bold")
TARGET = Path(__file__).resolve().parents[1] / "journal" / "paper" / "coverage.txt"
LONGEST_FONT = 4_000_000
# Signs without a shape, and those for private use, don't belong into an archive (PDF/A); of the signs that
# are put over letters only those for European letters are always found.
UNFIT = ("Cc", "Cf", "Co", "Cn", "Cs")
DIACRITICS = range(0x300, 0x370)


def main() -> None:
    """Write the characters that both faces have as ranges of hexadecimal numbers."""
    faces = {name: set(font.getBestCmap()) for name, font in list_fonts() if name in FACES}
    known = sorted(code for code in set.intersection(*(faces[name] for name in FACES)) if is_fit(code))
    TARGET.write_text("\n".join(write_ranges(known)) + "\n", encoding="ascii")


def is_fit(code: int) -> bool:
    """Whether a character may stand in an archive."""
    kind = unicodedata.category(chr(code))
    return code in DIACRITICS if kind in ("Mn", "Me") else kind not in UNFIT


def list_fonts() -> Iterator[tuple[str, TTFont]]:
    """The fonts inside of typst's library, with their full names."""
    package = importlib.util.find_spec("typst")
    assert package is not None
    assert package.origin is not None
    (library,) = (p for p in Path(package.origin).parent.iterdir() if p.suffix in (".so", ".pyd"))
    content = library.read_bytes()
    for found in re.finditer(rb"OTTO\x00[\x05-\x28]", content):
        font = TTFont(io.BytesIO(content[found.start() : found.start() + LONGEST_FONT]), lazy=True)
        yield str(font["name"].getDebugName(4)), font


def write_ranges(codes: list[int]) -> Iterator[str]:
    """«0400-045f» for every unbroken run."""
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            yield f"{first:04x}-{last:04x}"
            first = code
        last = code


if __name__ == "__main__":
    main()
