"""A weekly timetable without clashes: every class's lessons fill its days without gaps.

A local search: lessons are dealt out at random, then one that stands badly is swapped with the best other
place of its class, and a swap just made is not taken back for a while. The same random numbers give the same
table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

WEEKDAYS = 5
TEACHER_CLASH = 20
REPEATED_SUBJECT = 2
MAX_STEPS = 20_000
# Longer days first in the middle of the week; Friday is the shortest.
DAYS_BY_LOAD = (3, 2, 1, 4, 5)

Time = tuple[int, int]  # weekday from 1, number of the lesson from 1


@dataclass(frozen=True)
class Block:
    """What a class does for one lesson: a subject with one teacher, or with two teachers of subgroups."""

    subject: str
    teachers: tuple[str, ...]


@dataclass(frozen=True)
class FixedBlock:
    """A block of several classes together, at a given time."""

    block: Block
    classes: tuple[str, ...]
    time: Time


class Timetable:
    """The table while it is being put in order."""

    def __init__(
        self, blocks: Mapping[str, Sequence[Block]], fixed: Iterable[FixedBlock], random: Random
    ) -> None:
        """Deal the blocks of every class out over the times that its fixed blocks leave."""
        self.random = random
        self.places: dict[str, dict[Time, Block]] = {}
        self.busy: Counter[tuple[str, Time]] = Counter()
        self.same_day: Counter[tuple[str, int, str]] = Counter()
        taken: dict[str, set[Time]] = defaultdict(set)
        for entry in fixed:
            for name in entry.classes:
                taken[name].add(entry.time)
                self.same_day[name, entry.time[0], entry.block.subject] += 1
            self.busy.update((teacher, entry.time) for teacher in entry.block.teachers)
        for name in sorted(blocks):
            self.places[name] = self.deal(blocks[name], taken[name])
            for time, block in self.places[name].items():
                self.put(name, time, block, 1)

    def deal(self, blocks: Sequence[Block], taken: set[Time]) -> dict[Time, Block]:
        """Blocks over the free times of a class, in random order."""
        times = list_times(len(blocks) + len(taken), taken)
        order = list(blocks)
        self.random.shuffle(order)
        return dict(zip(times, order, strict=True))

    def put(self, name: str, time: Time, block: Block, sign: int) -> None:
        """Count a block in at a time (or out, with -1)."""
        for teacher in block.teachers:
            self.busy[teacher, time] += sign
        self.same_day[name, time[0], block.subject] += sign

    def cost_of(self, name: str, time: Time, block: Block) -> int:
        """How badly a block would stand at a time, itself not counted."""
        clashes = sum(self.busy[teacher, time] for teacher in block.teachers)
        return TEACHER_CLASH * clashes + REPEATED_SUBJECT * self.same_day[name, time[0], block.subject]

    def list_bad_places(self) -> tuple[list[tuple[str, Time]], list[tuple[str, Time]]]:
        """Places with a clash of teachers, and others with a subject twice on a day."""
        clashes: list[tuple[str, Time]] = []
        repeated: list[tuple[str, Time]] = []
        for name, places in self.places.items():
            for time, block in places.items():
                if any(self.busy[teacher, time] > 1 for teacher in block.teachers):
                    clashes.append((name, time))
                elif self.same_day[name, time[0], block.subject] > 1:
                    repeated.append((name, time))
        return clashes, repeated

    def swap(self, name: str, first: Time, second: Time) -> None:
        """Exchange two lessons of a class."""
        places = self.places[name]
        one, other = places[first], places[second]
        self.put(name, first, one, -1)
        self.put(name, second, other, -1)
        places[first], places[second] = other, one
        self.put(name, first, other, 1)
        self.put(name, second, one, 1)

    def change_by(self, name: str, first: Time, second: Time) -> int:
        """By how much the cost would change with that swap."""
        places = self.places[name]
        one, other = places[first], places[second]
        self.put(name, first, one, -1)
        self.put(name, second, other, -1)
        before = self.cost_of(name, first, one) + self.cost_of(name, second, other)
        after = self.cost_of(name, first, other) + self.cost_of(name, second, one)
        self.put(name, first, one, 1)
        self.put(name, second, other, 1)
        return after - before


def list_times(count: int, taken: Iterable[Time]) -> list[Time]:
    """The free times of a class of *count* lessons a week: even days from the first lesson, gaps nowhere."""
    extra = set(DAYS_BY_LOAD[: count % WEEKDAYS])
    last = {day: count // WEEKDAYS + (day in extra) for day in range(1, WEEKDAYS + 1)}
    times = {(day, number) for day in last for number in range(1, last[day] + 1)}
    for weekday, _ in sorted(set(taken) - times):  # one after all others: another day is shorter by it
        day = max(last.keys() - {weekday}, key=lambda each: (last[each], DAYS_BY_LOAD.index(each)))
        times.discard((day, last[day]))
        last[day] -= 1
    return sorted(times - set(taken))


def solve_timetable(
    blocks: Mapping[str, Sequence[Block]], fixed: Iterable[FixedBlock], random: Random
) -> dict[str, dict[Time, Block]]:
    """The places of every class's own blocks; raises `RuntimeError` if no table without clashes is found.

    A subject stands twice on a day only where the week leaves no other way.
    """
    table = Timetable(blocks, fixed, random)
    repeats = sum(count_repeats(own) for own in blocks.values())
    barred: dict[tuple[str, Time, Block], int] = {}
    for step in range(MAX_STEPS):
        clashes, repeated = table.list_bad_places()
        if not clashes and len(repeated) <= 2 * repeats:
            return table.places
        bad = clashes or repeated
        name, time = bad[random.randrange(len(bad))]
        move(table, name, time, step, barred)
    raise RuntimeError("no timetable without clashes was found")


def count_repeats(blocks: Sequence[Block]) -> int:
    """How often a class must have a subject twice on a day."""
    hours = Counter(block.subject for block in blocks)
    return sum(max(0, count - WEEKDAYS) for count in hours.values())


def move(
    table: Timetable, name: str, time: Time, step: int, barred: dict[tuple[str, Time, Block], int]
) -> None:
    """Swap the lesson of a class with the best other one that isn't barred."""
    places = table.places[name]
    block = places[time]
    options = []
    for other in places:
        if places[other] != block and barred.get((name, other, block), -1) < step:
            options.append((table.change_by(name, time, other), table.random.random(), other))
    if not options:
        return
    _, _, chosen = min(options)
    barred[name, time, block] = step + 8 + table.random.randrange(8)
    table.swap(name, time, chosen)
