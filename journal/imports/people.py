"""Names, phones and dates as schools write them, brought to one form."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from journal import names
from journal.imports.workbook import Cell, as_text

WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*\.?", re.UNICODE)
PHONE = re.compile(r"\+?\d[\d\s()–—-]{3,}\d")
LATE_PARTICLES = frozenset({"оглы", "оглу", "кызы", "гызы", "улы"})
NOTHING = frozenset({"", "-", "–", "—", "нет", "нет данных", "отсутствует", "не указано", "прочерк", "н/д"})
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
SPREADSHEET_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, order=True)
class FullName:
    """A person's name in its parts; `middle_name` is empty when there is none."""

    last_name: str
    first_name: str
    middle_name: str = ""

    def __str__(self) -> str:
        return names.full_name(self.last_name, self.first_name, self.middle_name)

    @property
    def key(self) -> str:
        """Return the form in which two spellings agree: case, ё/е and spaces don't count."""
        return names.sort_key(self.last_name, self.first_name, self.middle_name)


def is_nothing(text: str) -> bool:
    """Say whether a cell's text stands for «nothing here»: «—», «нет»…"""
    return names.fold(text) in NOTHING


def parse_name(text: str) -> FullName | None:
    """Return a full name «Surname Given Patronymic» with proper case, or None when the text isn't one."""
    words = text.split()
    if not 2 <= len(words) <= 6 or not all(WORD.fullmatch(word) for word in words):
        return None
    last_name, first_name, *rest = (_proper_case(word) for word in words)
    return FullName(last_name, first_name, " ".join(rest))


def parse_phone(text: str) -> str | None:
    """Return a phone as +7XXXXXXXXXX (a local one of 5–7 digits as its digits), or None."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] in "78":
        return "+7" + digits[1:]
    if len(digits) == 10:
        return "+7" + digits
    if 5 <= len(digits) <= 7:
        return digits
    return None


def take_phones(text: str) -> tuple[str, tuple[str, ...]]:
    """Split «Иванова Анна, 8 904 …» into the text without phones and the phones, each in one form.

    Raises ValueError with the piece that looks like a phone and isn't one.
    """
    phones = []
    for match in PHONE.finditer(text):
        phone = parse_phone(match.group())
        if phone is None:
            raise ValueError(match.group())
        phones.append(phone)
    rest = PHONE.sub(" ", text)
    rest = re.sub(r"\b(?:тел|телефон|моб|сот)\b\.?:?", " ", rest, flags=re.IGNORECASE)
    return " ".join(rest.replace("(", " ").replace(")", " ").split()).strip(" ,;:/"), tuple(
        dict.fromkeys(phones)
    )


def parse_date(cell: Cell, *, school_year: int | None = None) -> date | None:
    """Return a date from a date cell, a serial number, «02.08.2014 г.», «2014-08-02», «2 августа 2014».

    «01.09» needs `school_year`: months from August on are of its first year, the others of its second.
    Returns None when the cell holds no date.
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return SPREADSHEET_EPOCH + timedelta(days=int(cell)) if 20000 <= cell <= 80000 else None
    text = as_text(cell).casefold().strip()
    text = re.sub(r"\s*(?:года|год|г)?\.?$", "", text)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
        return _date(year, month, day)
    if match := re.fullmatch(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?", text):
        return _date(
            _year(match.group(3), int(match.group(2)), school_year), int(match.group(2)), int(match.group(1))
        )
    if match := re.fullmatch(r"(\d{1,2})\s+([а-я]{3,8})\.?(?:\s+(\d{4}))?", text):
        month = next((n for n, stem in enumerate(MONTHS, 1) if match.group(2).startswith(stem)), 0)
        return _date(_year(match.group(3), month, school_year), month, int(match.group(1)))
    return None


def _year(text: str | None, month: int, school_year: int | None) -> int | None:
    if text:
        return int(text) if len(text) == 4 else 2000 + int(text)
    if school_year is None:
        return None
    return school_year if month >= 8 else school_year + 1


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _proper_case(word: str) -> str:
    """Give a word its proper case unless it has a mixed one of its own (МакГрегор stays)."""
    if word.casefold() in LATE_PARTICLES:
        return word.lower()
    if not (word.isupper() or word.islower()):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)
