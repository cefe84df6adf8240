"""When results of an examination may be entered, and what they may be. Plain values."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from journal.entries.symbols import FINALS, NOT_ATTESTED
from journal.errors import BadExam, BadScore
from journal.finals.rules import FAILED

STATE_KINDS = frozenset({"oge", "ege"})
# State examinations and certificates belong to the years that end with them.
PARALLELS = {"oge": (9,), "ege": (11,), "certificate": (9, 11)}
LARGEST_SCORE = 100


def check_days(held_on: date, opens_on: date, closes_on: date, *, starts_on: date, ends_on: date) -> None:
    """The days of an examination lie in the year, in their order; raise BadExam."""
    if not starts_on <= held_on <= ends_on:
        raise BadExam(trouble="outside")
    if not held_on <= opens_on <= closes_on:
        raise BadExam(trouble="order")


def check_parallel(kind: str, parallel: int) -> None:
    """R-GIA: the OGE is of year 9, the EGE of year 11; raise BadExam."""
    if parallel not in PARALLELS.get(kind, (parallel,)):
        raise BadExam(trouble="parallel")


class DebtMark(NamedTuple):
    """A final mark: of which academic year, whether of the whole year, and what stands."""

    year_id: int
    is_year: bool
    value: str


def owes_resit(marks: Iterable[DebtMark]) -> bool:
    """Whether somebody owes a resit in a subject: by the year's final mark, else by those of its periods."""
    years: dict[int, list[DebtMark]] = {}
    for mark in marks:
        years.setdefault(mark.year_id, []).append(mark)
    return any(
        one.value in FAILED or one.value == NOT_ATTESTED
        for found in years.values()
        for one in ([mark for mark in found if mark.is_year] or found)
    )


def parse_score(text: str) -> int | None:
    """The score that a text means, None for none; raise BadScore."""
    typed = text.strip()
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 3 or int(typed) > LARGEST_SCORE:
        raise BadScore(largest=LARGEST_SCORE)
    return int(typed)


def list_symbols(marking: str) -> tuple[str, ...]:
    """What may stand as a result."""
    return FINALS[marking]
