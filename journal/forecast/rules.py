"""The forecast: the mean over time, the mark that it leads to, the ways to the next one (R-FORECAST)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal.entries.sums import compute_weighted_mean
from journal.finals.rules import Thresholds, propose_period_mark

Pair = tuple[int, Decimal]
# More marks than that before the period ends is no advice.
MOST_MARKS = 10


@dataclass(frozen=True)
class GivenMark:
    """A mark of the period with its day and weight."""

    value: int
    weight: Decimal
    held_on: date


@dataclass(frozen=True)
class WorkKind:
    """A kind of work that may still come, with its weight."""

    name: str
    weight: Decimal


@dataclass(frozen=True)
class Way:
    """A way to the next mark: so many marks of that value for that kind of work."""

    count: int
    value: int
    kind: WorkKind

    def is_as_easy(self, count: int, kind: WorkKind) -> bool:
        """Whether it needs no more marks, for no heavier a work, than another way of marks as good."""
        return self.count <= count and self.kind.weight <= kind.weight


@dataclass(frozen=True)
class Forecast:
    """Where the marks lead: mean, the mark if nothing changes, the next one up and the ways to it."""

    mean: Decimal | None
    becomes: int | None
    target: int | None
    ways: tuple[Way, ...]


def build_forecast(marks: Sequence[GivenMark], kinds: Sequence[WorkKind], thresholds: Thresholds) -> Forecast:
    """R-FORECAST: the forecast of a pupil in a subject; without marks nothing is foretold."""
    pairs = [(mark.value, mark.weight) for mark in marks]
    proposal = propose_period_mark(pairs, thresholds)
    if proposal.mark is None:
        return Forecast(None, None, None, ())
    target = proposal.mark + 1 if proposal.mark < 5 else None
    ways = list_ways(pairs, target, kinds, thresholds) if target else ()
    return Forecast(proposal.mean, proposal.mark, target, ways)


def list_ways(
    pairs: Sequence[Pair], target: int, kinds: Sequence[WorkKind], thresholds: Thresholds
) -> tuple[Way, ...]:
    """The ways to a mark: by marks of that value or better, by works of each weight, fewest marks first.

    A way that asks for more than another one in nothing better is left out.
    """
    ways: list[Way] = []
    for value in range(target, 6):
        for kind in list_weights(kinds):
            count = count_needed(pairs, (value, kind.weight), target, thresholds)
            if count is not None and not any(way.is_as_easy(count, kind) for way in ways):
                ways.append(Way(count, value, kind))
    return tuple(sorted(ways, key=lambda way: (way.count, way.kind.weight, way.value)))


def list_weights(kinds: Sequence[WorkKind]) -> list[WorkKind]:
    """One kind of work for every weight, the first of each, the lightest first."""
    by_weight: dict[Decimal, WorkKind] = {}
    for kind in kinds:
        if kind.weight > 0:
            by_weight.setdefault(kind.weight, kind)
    return [by_weight[weight] for weight in sorted(by_weight)]


def count_needed(pairs: Sequence[Pair], mark: Pair, target: int, thresholds: Thresholds) -> int | None:
    """How many such marks more lead to the target; None where more than `MOST_MARKS` would be needed."""
    for count in range(1, MOST_MARKS + 1):
        reached = propose_period_mark([*pairs, *[mark] * count], thresholds).mark
        if reached is not None and reached >= target:
            return count
    return None


def list_means(marks: Sequence[GivenMark]) -> list[tuple[date, Decimal]]:
    """The mean after every day with marks, in order of time."""
    ordered = sorted(marks, key=lambda mark: mark.held_on)
    means: dict[date, Decimal] = {}
    for end, mark in enumerate(ordered, 1):
        mean = compute_weighted_mean((one.value, one.weight) for one in ordered[:end])
        if mean is not None:
            means[mark.held_on] = mean
    return list(means.items())
