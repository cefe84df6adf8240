"""Periods as people call them, in the language of the request."""

from flask_babel import gettext

ROMAN = ("", "I", "II", "III", "IV")


def name_period(kind: str, number: int) -> str:
    """«1 четверть», «I полугодие», «учебный год»."""
    if kind == "quarter":
        return gettext("Quarter %(number)s", number=number)
    if kind == "trimester":
        return gettext("Trimester %(number)s", number=number)
    if kind == "half":
        return gettext("Half-year %(number)s", number=ROMAN[number])
    return gettext("School year")


def abbreviate_period(kind: str, number: int) -> str:
    """The head of a column of final marks: «I», «II», «год», as paper journals print it."""
    return gettext("Year") if kind == "year" else ROMAN[number]
