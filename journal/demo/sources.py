"""The hand-written part of the demo school: names, staff, curriculum and topics of lessons."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Section:
    """A section of a programme with its topics."""

    title: str
    topics: tuple[str, ...]


@cache
def read_json(name: str) -> Any:
    """The content of a file of `data/`; nobody changes it."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def read_programmes() -> dict[tuple[str, int], tuple[Section, ...]]:
    """The sections of every subject in every parallel.

    `topics.txt` has a heading «# subject | parallel or parallels», then a line «section: topic; topic» each.
    """
    programmes: dict[tuple[str, int], tuple[Section, ...]] = {}
    parallels: list[tuple[str, int]] = []
    for line in (DATA / "topics.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            subject, _, band = line.removeprefix("#").partition("|")
            first, _, last = band.strip().partition("-")
            parallels = [(subject.strip(), number) for number in range(int(first), int(last or first) + 1)]
            continue
        title, _, topics = line.partition(":")
        section = Section(title, tuple(topic.strip() for topic in topics.split(";")))
        for key in parallels:
            programmes[key] = (*programmes.get(key, ()), section)
    return programmes


def split_class_name(name: str) -> tuple[int, str]:
    """«11А» → (11, «А»)."""
    return int(name[:-1]), name[-1]
