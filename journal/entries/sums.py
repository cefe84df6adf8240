"""Means, absences and the statistics of a class. Exact fractions, rounded half up at the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from journal.entries.symbols import MISSED, NOT_ATTESTED, Code

# СОУ: the coefficient of every final mark; a «1» and «н/а» weigh alike.
LEARNING_WEIGHTS: Mapping[str, int] = {"5": 100, "4": 64, "3": 36, "2": 16, "1": 7, NOT_ATTESTED: 7}
PASSED, GOOD = ("5", "4", "3"), ("5", "4")


@dataclass(frozen=True)
class Absences:
    """Lessons missed in all and by reason; late lessons are counted apart."""

    missed: int = 0
    ill: int = 0
    valid: int = 0
    unexcused: int = 0
    unresolved: int = 0
    late: int = 0


@dataclass(frozen=True)
class Statistics:
    """How a group stands by its final marks: N and, in percent with one decimal, success, quality and СОУ."""

    counted: int
    counts: Mapping[str, int]
    success: Decimal | None
    quality: Decimal | None
    learning: Decimal | None
    mean: Decimal | None


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Return a value that isn't negative with so many decimals, a half rounded up."""
    return divide_half_up(value.numerator, value.denominator, places)


def divide_half_up(numerator: int, denominator: int, places: int) -> Decimal:
    """Return a quotient that isn't negative with so many decimals, a half rounded up."""
    scaled = (2 * numerator * 10**places + denominator) // (2 * denominator)
    return Decimal(scaled).scaleb(-places)


def compute_weighted_mean(marks: Iterable[tuple[int, Decimal]]) -> Decimal | None:
    """Return Σm·w/Σw of (mark, weight) pairs with two decimals, half up; None without weight."""
    total = weight_sum = Decimal(0)
    for mark, weight in marks:
        total += mark * weight
        weight_sum += weight
    if not weight_sum:
        return None
    (upper, upper_part), (lower, lower_part) = total.as_integer_ratio(), weight_sum.as_integer_ratio()
    return divide_half_up(upper * lower_part, upper_part * lower, 2)


def compute_mean(marks: Iterable[int]) -> Decimal | None:
    """Return Σm/n with two decimals, half up; None without marks."""
    return compute_weighted_mean((mark, Decimal(1)) for mark in marks)


def count_absences(codes: Iterable[str | None]) -> Absences:
    """Count the attendance codes of one pupil's lessons; None is presence."""
    found = Counter(codes)
    return Absences(
        missed=sum(found[code] for code in MISSED),
        ill=found[Code.ILL],
        valid=found[Code.VALID],
        unexcused=found[Code.UNEXCUSED],
        unresolved=found[Code.ABSENT],
        late=found[Code.LATE],
    )


def count_missed_days(days: Mapping[date, Sequence[str | None]]) -> int:
    """Return how many days were missed in full: every lesson of the day, by its code, was missed."""
    return sum(bool(codes) and all(code in MISSED for code in codes) for codes in days.values())


def compute_statistics(finals: Iterable[str | None]) -> Statistics:
    """Return the statistics of the final marks of the pupils who haven't left.

    N leaves out the released (осв.) and those with no mark; «н/а» stays in. A зачёт has no number and is out.
    """
    counts: Counter[str] = Counter(symbol for symbol in finals if symbol and symbol in LEARNING_WEIGHTS)
    counted = counts.total()
    return Statistics(
        counted=counted,
        counts=dict(counts),
        success=_share(sum(counts[symbol] for symbol in PASSED), counted),
        quality=_share(sum(counts[symbol] for symbol in GOOD), counted),
        learning=_percent(sum(LEARNING_WEIGHTS[symbol] * n for symbol, n in counts.items()), counted),
        mean=compute_mean(int(symbol) for symbol in counts.elements() if symbol != NOT_ATTESTED),
    )


def _share(part: int, whole: int) -> Decimal | None:
    """Return *part* of *whole* in percent, None of nothing."""
    return _percent(100 * part, whole)


def _percent(hundredths: int, whole: int) -> Decimal | None:
    """Return hundredths / whole with one decimal, None of nothing."""
    return round_half_up(Fraction(hundredths, whole), 1) if whole else None
