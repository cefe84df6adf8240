"""The columns of final marks that stand after a period's last lesson (R-FINALCELL, R-FINALWINDOW)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from journal.entries.symbols import FINALS
from journal.finals.proposals import get_thresholds
from journal.finals.queries import view_period
from journal.finals.rules import Thresholds
from journal.locks.rules import Attempt, FinalCell, LockState, describe_final_lock
from journal.locks.services import make_limits
from journal.models import AcademicYear, Course, FinalWindow, Period

NOBODY = 0


@dataclass(frozen=True)
class FinalColumn:
    """A period's column; `granted` are the pupils whose locked final mark a grant opens.

    `thresholds` are those of its proposals where the page shows the period's own mean (R-OBJECTIVE).
    """

    period: Period
    lock: LockState
    granted: frozenset[int]
    thresholds: Thresholds | None = None


def build_final_columns(
    windows: Sequence[tuple[Period, FinalWindow | None]],
    shown: Period,
    *,
    course: Course,
    year: AcademicYear,
    attempt: Attempt,
    archived_at: datetime | None = None,
) -> list[FinalColumn]:
    """The columns beside a period's lessons: it and those before it; the last one brings the year's.

    A course that is not marked has none; *archived_at* is when its journal was certified.
    """
    if not FINALS[course.marking]:
        return []
    subject_id, proposes = course.subject_id, course.marking == "fives" and shown.kind != "year"
    parts = [row for row in windows if row[0].kind != "year"]
    is_last = not parts or shown.ends_on >= parts[-1][0].ends_on
    return [
        FinalColumn(
            period,
            describe_final_lock(
                view_period(period, window, archived_at),
                cell=FinalCell(NOBODY, subject_id, period.id),
                attempt=attempt,
                limits=make_limits(year),
            ),
            find_granted(attempt, subject_id, period.id),
            get_thresholds(year) if proposes and period.id == shown.id else None,
        )
        for period, window in windows
        if is_last or (period.kind != "year" and period.ends_on <= shown.ends_on)
    ]


def find_granted(attempt: Attempt, subject_id: int, period_id: int) -> frozenset[int]:
    """The pupils whose final mark of the period a grant of the person opens (R-UNLOCK)."""
    return frozenset(
        cell.pupil_id
        for grant in attempt.grants
        for cell in grant.cells
        if isinstance(cell, FinalCell) and (cell.subject_id, cell.period_id) == (subject_id, period_id)
    )
