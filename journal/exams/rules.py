"""When results of an examination may be entered, and what they may be. Plain values."""

from datetime import date

from journal.entries.symbols import FINALS
from journal.errors import BadExam, BadScore, ExamClosed

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


def check_open(opens_on: date, closes_on: date, today: date) -> None:
    """R-FINALWINDOW: results are entered in the examination's own window; raise ExamClosed."""
    if not opens_on <= today <= closes_on:
        raise ExamClosed(opens_on=opens_on, closes_on=closes_on)


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
