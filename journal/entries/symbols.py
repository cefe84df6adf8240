"""The symbols of a cell and of a final mark, and how they may be typed (R-CELL, R-FINALCELL)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from journal.errors import BadSymbol


class Code(StrEnum):
    """What stands in a cell instead of a mark: attendance."""

    RELEASED = "осв."
    ABSENT = "ОТ"
    VALID = "УП"
    ILL = "Б"
    UNEXCUSED = "НП"
    LATE = "ОП"


Symbol = Code | int

MARKS = (5, 4, 3, 2, 1)
ATTENDANCE = tuple(Code)
# Who wasn't at the lesson. A late pupil was; a released one isn't expected to be.
MISSED = frozenset({Code.ABSENT, Code.VALID, Code.ILL, Code.UNEXCUSED})

RELEASED, NOT_ATTESTED, CREDIT, NO_CREDIT = "осв.", "н/а", "зач.", "незач."
FINALS: Mapping[str, tuple[str, ...]] = {
    "fives": ("5", "4", "3", "2", "1", RELEASED, NOT_ATTESTED),
    "credit": (CREDIT, NO_CREDIT, RELEASED, NOT_ATTESTED),
    "none": (),
}

RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю./"
LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./|"
TO_LATIN = str.maketrans(RUSSIAN_KEYS, LATIN_KEYS)


def parse_symbol(text: str) -> Symbol | None:
    """Return the mark or attendance code that *text* means, None for an empty cell; raise BadSymbol.

    Case, spaces, a missing dot and the Latin layout of the same keys («jn» for ОТ) make no difference.
    """
    key = simplify(text)
    if not key:
        return None
    if key not in CELL_SPELLINGS:
        raise BadSymbol(symbol=text.strip(), allowed=[str(symbol) for symbol in (*MARKS, *ATTENDANCE)])
    return CELL_SPELLINGS[key]


def parse_mark(text: str) -> int | None:
    """Return the mark that *text* means in a column without attendance, None for empty; raise BadSymbol."""
    symbol = CELL_SPELLINGS.get(simplify(text))
    if isinstance(symbol, int) or not text.strip():
        return symbol if isinstance(symbol, int) else None
    raise BadSymbol(symbol=text.strip(), allowed=[str(mark) for mark in MARKS])


def parse_final(text: str, marking: str) -> str | None:
    """Return the final mark that *text* means in a course of *marking*, None for empty; raise BadSymbol."""
    key = simplify(text)
    if not key:
        return None
    symbol = FINAL_SPELLINGS.get(key)
    if symbol not in FINALS[marking]:
        raise BadSymbol(symbol=text.strip(), allowed=FINALS[marking])
    return symbol


def simplify(text: str) -> str:
    """Return *text* in small letters, without spaces, ё as е."""
    return "".join(text.split()).casefold().replace("ё", "е")


def spell(symbols: Iterable[str], extra: Mapping[str, str]) -> dict[str, str]:
    """Return every accepted spelling of *symbols*: Russian, and the same keys in the Latin layout.

    The dot of «осв.» may be left out; no other symbol takes one (R-CELL). *extra* adds other spellings.
    """
    spellings = dict(extra)
    for symbol in symbols:
        for spelling in (simplify(symbol), simplify(symbol).removesuffix(".")):
            spellings[spelling] = spellings[spelling.translate(TO_LATIN)] = symbol
    return spellings


CELL_SPELLINGS: Mapping[str, Symbol] = {
    # «<» is the key of Б with Shift in the Latin layout.
    **{spelling: Code(symbol) for spelling, symbol in spell(ATTENDANCE, {"<": Code.ILL}).items()},
    **{str(mark): mark for mark in MARKS},
}
FINAL_SPELLINGS: Mapping[str, str] = spell(
    dict.fromkeys(symbol for symbols in FINALS.values() for symbol in symbols),
    {"на": NOT_ATTESTED, "yf": NOT_ATTESTED, "зачет": CREDIT, "незачет": NO_CREDIT},
)
