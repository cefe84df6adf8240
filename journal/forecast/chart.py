"""A small chart of the mean over time: points on a plain of given size, for SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LOWEST, HIGHEST = 2, 5


@dataclass(frozen=True)
class Point:
    """A point of the line with what it stands for."""

    x: float
    y: float
    on: date
    mean: Decimal


@dataclass(frozen=True)
class Chart:
    """The line and the heights of the marks 2 to 5, from the top down."""

    width: int
    height: int
    points: tuple[Point, ...]
    levels: tuple[tuple[int, float], ...]

    @property
    def line(self) -> str:
        """The points as `<polyline points>` takes them."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def build_chart(
    means: Sequence[tuple[date, Decimal]], first: date, last: date, *, width: int, height: int
) -> Chart:
    """Place means between two days from left to right, and from 2 at the bottom to 5 at the top."""
    span = max((last - first).days, 1)
    points = tuple(
        Point(round((on - first).days / span * width, 1), place_mean(float(mean), height), on, mean)
        for on, mean in means
    )
    levels = tuple((mark, place_mean(mark, height)) for mark in range(HIGHEST, LOWEST - 1, -1))
    return Chart(width, height, points, levels)


def place_mean(mean: float, height: int) -> float:
    """The height of a mean, measured from the top; below 2 it stays on the ground."""
    return round((HIGHEST - max(mean, LOWEST)) / (HIGHEST - LOWEST) * height, 1)
