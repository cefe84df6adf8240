"""What is proposed as a final mark, and how a class stands by its final marks. Plain values, exact sums.

The program proposes, the teacher decides (R-OBJECTIVE). Thresholds are settings of the academic year.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from journal.entries.sums import compute_mean, compute_weighted_mean, round_half_up
from journal.entries.symbols import NO_CREDIT, NOT_ATTESTED, RELEASED
from journal.errors import FinalStands, PeriodNotOver

FAILED = frozenset({"2", "1", NO_CREDIT})
Finals = Iterable[str | None]


@dataclass(frozen=True)
class Thresholds:
    """From which weighted mean on a «3», a «4» and a «5» is proposed."""

    three: Decimal
    four: Decimal
    five: Decimal


@dataclass(frozen=True)
class Proposal:
    """A proposed mark with the mean and the number of marks that it rests on; no mark without any."""

    mark: int | None
    mean: Decimal | None
    count: int


NO_PROPOSAL = Proposal(None, None, 0)


class Category(StrEnum):
    """How a pupil stands by all final marks of a period; exclusive, the best first."""

    EXCELLENT = "excellent"
    ONE_FOUR = "one-four"
    GOOD = "good"
    ONE_THREE = "one-three"
    PASSING = "passing"
    FAILING = "failing"
    NOT_ATTESTED = "not-attested"
    INCOMPLETE = "incomplete"


QUALITY = frozenset({Category.EXCELLENT, Category.ONE_FOUR, Category.GOOD})
SUCCESS = QUALITY | {Category.ONE_THREE, Category.PASSING}


@dataclass(frozen=True)
class ClassResult:
    """A class in a period: pupils counted, how many in each category, success and quality in percent."""

    counted: int
    counts: Mapping[Category, int]
    success: Decimal | None
    quality: Decimal | None


def propose_period_mark(marks: Sequence[tuple[int, Decimal]], thresholds: Thresholds) -> Proposal:
    """R-OBJECTIVE: propose from (mark, weight) pairs of the period; a mean on a threshold reaches it."""
    return propose_from_mean(compute_weighted_mean(marks), thresholds, count=len(marks))


def propose_from_mean(mean: Decimal | None, thresholds: Thresholds, *, count: int) -> Proposal:
    """Propose from a weighted mean with two decimals that was computed already."""
    if mean is None:
        return Proposal(None, None, count)
    reached = [mean >= limit for limit in (thresholds.three, thresholds.four, thresholds.five)]
    return Proposal(2 + sum(reached), mean, count)


def propose_mean_mark(finals: Finals) -> Proposal:
    """Propose the mean of final marks, rounded half up: of the periods for the year, and for certificates.

    осв., н/а, зачёт and what is missing have no number and are left out.
    """
    numbers = [int(symbol) for symbol in finals if symbol and symbol.isdigit()]
    if not numbers:
        return NO_PROPOSAL
    mark = int(round_half_up(Fraction(sum(numbers), len(numbers)), 0))
    return Proposal(mark, compute_mean(numbers), len(numbers))


def is_different(final: str, proposal: Proposal) -> bool:
    """R-OBJECTIVE: whether a final mark differs from its proposal; a released pupil's never does."""
    if not final or final == RELEASED or proposal.mark is None:
        return False
    return final != str(proposal.mark)


def find_category(finals: Finals) -> Category | None:
    """The category of a pupil by the final marks of all subjects, None standing for a missing one.

    Nothing missing counts as passing; a pupil without any counted subject (all осв.) has no category.
    A «незач.» fails like a «2», «зач.» says nothing about fives.
    """
    found = Counter(finals)
    if any(found[symbol] for symbol in FAILED):
        return Category.FAILING
    if found[NOT_ATTESTED]:
        return Category.NOT_ATTESTED
    if found[None] or found[""]:
        return Category.INCOMPLETE
    fives, fours, threes = found["5"], found["4"], found["3"]
    if not fives + fours + threes:
        return None
    if threes:
        return Category.ONE_THREE if threes == 1 else Category.PASSING
    return (Category.EXCELLENT, Category.ONE_FOUR)[fours] if fours < 2 else Category.GOOD


def compute_class_result(pupils: Iterable[Finals]) -> ClassResult:
    """Count a class's pupils by category; success has no 1, 2 or н/а and nothing missing."""
    counts = Counter(category for finals in pupils if (category := find_category(finals)))
    counted = counts.total()
    return ClassResult(
        counted=counted,
        counts=dict(counts),
        success=_percent(sum(counts[one] for one in SUCCESS), counted),
        quality=_percent(sum(counts[one] for one in QUALITY), counted),
    )


def check_after_period(kind: str, number: int, *, ends_on: date, today: date) -> None:
    """R-TUTORFINAL: a tutor fills in final marks after the period's last day; raise PeriodNotOver."""
    if today <= ends_on:
        raise PeriodNotOver(period_kind=kind, period_number=number, ends_on=ends_on)


def check_empty(now: str) -> None:
    """R-TUTORFINAL: a tutor fills in empty cells only; raise FinalStands."""
    if now:
        raise FinalStands(symbol=now)


def _percent(part: int, whole: int) -> Decimal | None:
    return round_half_up(Fraction(100 * part, whole), 1) if whole else None
