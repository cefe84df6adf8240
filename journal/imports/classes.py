"""Classes, subgroups and school years as people write them: «5А», «5 а», «5 "А" класс», «(1, 2 гр.)»."""

import re
from datetime import date

LOOKALIKES = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")
# The letter after the number must not begin a word: «5 мая» isn't the class 5М.
CLASS = re.compile(
    r"(?<!\d)(1[01]|[1-9])\s*[-–—]?\s*[«\"“„']?\s*([а-яёa-z])?(?![а-яёa-z\d.,/])\s*[»\"”']?\s*-?\s*(?:класс\w*|кл\b\.?)?",
    re.IGNORECASE,
)
# Bounded numbers with something between them: a cell of many digits must not be tried in every division.
SUBGROUPS = re.compile(
    r"\(?\s?((?:(?<!\d)\d{1,2}(?:-?я)?[\s,и-]{0,5}){1,9})(?:гр|подгр)[а-яё]*\.?\s?\)?", re.IGNORECASE
)
SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[/–—-]\s*(?:20)?(\d\d)(?!\d)")


def find_class(text: str) -> str | None:
    """Return the class named by the whole of `text`, as «5А» («5» when there is no letter), or None."""
    match = CLASS.fullmatch(squeeze(text))
    return _class_name(match) if match else None


def search_class(text: str) -> str | None:
    """Return the first class named inside a title («Список обучающихся 5А класса»), or None.

    A class beside the word «класс» is preferred, so that dates and hours in the title aren't taken for one.
    """
    matches = list(CLASS.finditer(squeeze(text)))
    named = [match for match in matches if re.search(r"кл", match.group(), re.IGNORECASE)]
    lettered = [match for match in matches if match.group(2)]
    for group in (named, lettered):
        if group:
            return _class_name(group[0])
    return None


def split_class_name(class_name: str) -> tuple[int, str]:
    """Divide «10А» into its parallel and its letter."""
    digits = class_name[: len(class_name) - len(class_name.lstrip("0123456789"))]
    return int(digits), class_name[len(digits) :]


def split_classes(text: str) -> list[tuple[str, int | None]]:
    """Return the classes of a cell with their subgroups: «5А (1 гр.), 6А» → [("5А", 1), ("6А", None)].

    Raises ValueError with the part that names no class.
    """
    found: list[tuple[str, int | None]] = []
    for part in re.split(r"[,;\n](?![^(]*\))", text):
        if not part.strip():
            continue
        rest, subgroups = take_subgroups(part)
        class_name = find_class(rest)
        if class_name is None:
            raise ValueError(part.strip())
        found += [(class_name, subgroup) for subgroup in subgroups] or [(class_name, None)]
    return found


def take_subgroups(text: str) -> tuple[str, tuple[int, ...]]:
    """Split «Англ. яз. (1, 2 гр.)» into the text without the subgroups and their numbers."""
    text = squeeze(text)
    match = SUBGROUPS.search(text)
    if not match:
        return text, ()
    numbers = tuple(sorted({int(number) for number in re.findall(r"\d+", match.group(1))}))
    return (text[: match.start()] + " " + text[match.end() :]).strip(), numbers


def squeeze(text: str) -> str:
    """Make every run of white space one space: the patterns here would try a long one in every division."""
    return " ".join(text.split())


def find_school_year(text: str) -> int | None:
    """Return the first calendar year of a school year named in a text: «2026/2027», «2026-27» → 2026."""
    match = SCHOOL_YEAR.search(text)
    if match and (int(match.group(1)) + 1) % 100 == int(match.group(2)):
        return int(match.group(1))
    return None


def school_year_of(day: date) -> int:
    """Return the first calendar year of the school year that a date belongs to."""
    return day.year if day.month >= 8 else day.year - 1


def _class_name(match: re.Match[str]) -> str:
    return match.group(1) + (match.group(2) or "").upper().translate(LOOKALIKES)
