"""Whether a lesson belongs to what a deputy watches; plain values only (R-WEEKLY)."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Watched:
    """The teachers and the classes under a deputy's supervision."""

    teacher_ids: frozenset[int] = frozenset()
    class_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is set at all."""
        return bool(self.teacher_ids or self.class_ids)

    def covers(self, *, teacher_ids: Collection[int], class_ids: Collection[int]) -> bool:
        """Whether something of these teachers or of these classes is under this supervision."""
        return not (self.teacher_ids.isdisjoint(teacher_ids) and self.class_ids.isdisjoint(class_ids))
