"""The cell: what a typed symbol makes of it, who else wrote there, two hints (R-CELL, R-SURVEY, R-MINMARKS).

Attendance belongs to the lesson and is typed in its first column only; it and that column's mark replace each
other. Marks of other columns stand beside attendance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from journal.entries.symbols import MISSED, Code, Symbol, parse_mark, parse_symbol
from journal.errors import NeedsConfirmation


@dataclass(frozen=True)
class CellValue:
    """What stands for a pupil: the lesson's attendance and one column's mark. A client says it saw this."""

    attendance: Code | None = None
    mark: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the pair as scripts know it: two texts, empty for nothing."""
        return {"attendance": str(self.attendance or ""), "mark": str(self.mark or "")}

    def show(self, *, is_first: bool) -> str:
        """Return the symbol of the cell: attendance only shows in the first column."""
        symbol: Symbol | None = self.mark if self.mark or not is_first else self.attendance
        return str(symbol or "")


@dataclass(frozen=True)
class Step:
    """One amendment of a cell: *kind* is «attendance» or «mark»; an empty text means nothing."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class AttendedLesson:
    """A lesson as the survey hint sees it: the pupil's attendance and whether any mark was given."""

    attendance: Code | None
    has_mark: bool


def compute_wanted(now: CellValue, typed: str, *, is_first: bool) -> CellValue:
    """Return the pair that typing *typed* into the cell asks for; raise BadSymbol (R-CELL)."""
    if not is_first:
        return CellValue(now.attendance, parse_mark(typed))
    symbol = parse_symbol(typed)
    if isinstance(symbol, Code):
        return CellValue(symbol, None)
    return CellValue(None, symbol)


def is_conflict(now: CellValue, saw: CellValue, wanted: CellValue) -> bool:
    """Tell whether someone else changed the cell under the writer's eyes.

    It is none if what is wanted stands there already: that write is answered «saved».
    """
    return now not in (wanted, saw)


def list_steps(now: CellValue, wanted: CellValue) -> list[Step]:
    """Return the amendments that lead from one pair to the other: first what goes, then what comes."""
    steps = []
    if now.attendance != wanted.attendance:
        steps.append(Step("attendance", now.attendance or "", wanted.attendance or ""))
    if now.mark != wanted.mark:
        steps.append(Step("mark", str(now.mark or ""), str(wanted.mark or "")))
    return sorted(steps, key=lambda step: step.after != "")


def check_beside_absence(
    now: CellValue, wanted: CellValue, *, other_marks: Iterable[int] = (), is_confirmed: bool = False
) -> None:
    """Raise NeedsConfirmation if a mark and an absence come together, whichever is the second.

    *other_marks* are the pupil's marks in the lesson's other columns.
    """
    if is_confirmed or wanted.attendance not in MISSED:
        return
    mark = next(iter(other_marks), None) if wanted.attendance != now.attendance else None
    if wanted.mark != now.mark and wanted.mark is not None:
        mark = wanted.mark
    if mark is not None:
        raise NeedsConfirmation(attendance=str(wanted.attendance), mark=mark)


def count_since_mark(lessons: Sequence[AttendedLesson]) -> int:
    """R-SURVEY: return how many lessons the pupil attended since the last mark; *lessons* go by time."""
    count = 0
    for lesson in reversed(lessons):
        if lesson.has_mark:
            break
        count += lesson.attendance not in MISSED and lesson.attendance != Code.RELEASED
    return count


def is_survey_due(lessons: Sequence[AttendedLesson], survey_lessons: int) -> bool:
    """R-SURVEY: tell whether the pupil has attended more than *survey_lessons* lessons without a mark."""
    return count_since_mark(lessons) > survey_lessons


def count_missing_marks(
    marks: int, *, lessons_a_week: Decimal | float, min_marks: int, min_marks_weekly: int
) -> int:
    """R-MINMARKS: return how many current marks are missing for a period mark, 0 when there are enough.

    With one lesson a week or less *min_marks_weekly* are enough, otherwise *min_marks*.
    """
    wanted = min_marks_weekly if lessons_a_week <= 1 else min_marks
    return max(0, wanted - marks)
