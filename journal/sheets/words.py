"""The Russian words of the official sheets: they are the school's record and aren't translated."""

from collections.abc import Mapping
from datetime import date

ROMAN = ("", "I", "II", "III", "IV")
MONTHS = (
    "", "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MONTHS_OF = (
    "", "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
PERIODS: Mapping[str, tuple[str, str]] = {
    "quarter": ("четверть", "четв."),
    "trimester": ("триместр", "трим."),
    "half": ("полугодие", "полуг."),
}
YEAR, EXAM, RESULT = "год", "экз.", "итог."
DECISIONS: Mapping[str, str] = {
    "promoted": "переведён(а) в следующий класс",
    "conditionally": "переведён(а) условно",
    "second-year": "оставлен(а) на повторное обучение",
    "graduated": "завершил(а) обучение",
}

PARENTS: Mapping[str, str] = {
    "mother": "мать",
    "father": "отец",
    "guardian": "законный представитель",
}


def name_period(kind: str, number: int) -> str:
    """«I четверть», «II полугодие», «год»."""
    return YEAR if kind == "year" else f"{ROMAN[number]} {PERIODS[kind][0]}"


def shorten_period(kind: str, number: int) -> str:
    """«I четв.», «II полуг.», «год»."""
    return YEAR if kind == "year" else f"{ROMAN[number]} {PERIODS[kind][1]}"


def write_day(day: date | None) -> str:
    """«05.09.2026», or nothing."""
    return f"{day:%d.%m.%Y}" if day else ""


def write_order(number: str, dated_on: date | None) -> str:
    """«приказ № 12 от 05.09.2026», or nothing."""
    if not number and dated_on is None:
        return ""
    return " ".join(part for part in ("приказ", number and f"№ {number}", _since(dated_on)) if part)


def write_minutes(number: str, dated_on: date | None) -> str:
    """«протокол № 5 от 25.05.2027», or nothing."""
    if not number and dated_on is None:
        return ""
    return " ".join(part for part in ("протокол", number and f"№ {number}", _since(dated_on)) if part)


def write_move(day: date, number: str, dated_on: date | None, place: str = "") -> str:
    """«12.01.2027, приказ № 3 от 11.01.2027, гимназия № 2»."""
    return ", ".join(part for part in (write_day(day), write_order(number, dated_on), place) if part)


def _since(day: date | None) -> str:
    return f"от {write_day(day)}" if day else ""
