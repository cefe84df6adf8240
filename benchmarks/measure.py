"""Timing two things by turns, and counting statements."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

OVERHEAD = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SET TRANSACTION")


@dataclass(frozen=True)
class Ratio:
    """The medians of two things done by turns, in milliseconds."""

    work: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor the work takes."""
        return self.work / self.floor


def compare(work: Callable[[], object], floor: Callable[[], object], rounds: int) -> Ratio:
    """Do both by turns and compare their medians; the first round warms up and isn't counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for taken, act in zip(times, (work, floor), strict=True):
            begun = time.perf_counter()
            act()
            if number:
                taken.append((time.perf_counter() - begun) * 1000)
    return Ratio(statistics.median(times[0]), statistics.median(times[1]))


@contextmanager
def recorded(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while inside, without those that only open and close transactions."""
    statements: list[str] = []

    def record(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(OVERHEAD):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", record)
