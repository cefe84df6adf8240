"""Names of people: how they are sorted, shown in full and in short."""

from collections.abc import Iterable

# Russian alphabetical order, with ё beside е; every other letter follows by its own code.
YO = str.maketrans("ё", "е")


def sort_key(last_name: str, first_name: str, middle_name: str = "") -> str:
    """Return a key that orders people as a class register does: case, ё and spaces make no difference."""
    return " ".join(fold(part) for part in (last_name, first_name, middle_name)).strip()


def fold(text: str) -> str:
    """Return *text* for comparing: one space between words, small letters, ё as е."""
    return " ".join(text.split()).casefold().translate(YO)


def full_name(last_name: str, first_name: str, middle_name: str = "") -> str:
    """Return «Иванова Мария Петровна»."""
    return join_words((last_name, first_name, middle_name))


def short_name(last_name: str, first_name: str, middle_name: str = "") -> str:
    """Return «Иванова М. П.»."""
    return join_words((last_name, initials(first_name, middle_name)))


def pupil_name(last_name: str, first_name: str) -> str:
    """Return «Иванова Мария», as a pupil stands in the journal."""
    return join_words((last_name, first_name))


def initials(first_name: str, middle_name: str = "") -> str:
    """Return «М. П.», or «А.-М.» for a double name."""
    return join_words(
        "-".join(f"{part.strip()[0]}." for part in name.split("-") if part.strip())
        for name in (first_name, middle_name)
    )


def split_name(text: str) -> tuple[str, str, str]:
    """Split «Иванова Мария Петровна» into last, first and middle name; what follows stays in the middle name.

    «Мамедов Али Вагиф оглы» has the middle name «Вагиф оглы».
    """
    words = [*text.split(), "", ""]
    if len(words) == 2:
        return "", "", ""
    return words[0], words[1], join_words(words[2:])


def join_words(words: Iterable[str]) -> str:
    """Join the words that aren't empty with one space."""
    return " ".join(word.strip() for word in words if word.strip())
