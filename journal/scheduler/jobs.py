"""The list of jobs. Each is given a writing session and says how much it did; none minds being run twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from sqlalchemy.orm import Session

from journal.amendments.heads import record_heads
from journal.attendance.jobs import prefill_today
from journal.locks.jobs import close_lessons, turn_windows
from journal.notices.jobs import (
    hand_heads_over,
    sweep_notices,
    tell_own_changes,
    tell_people,
    warn_of_closings,
)
from journal.scheduler.sweeping import sweep_job_runs, sweep_sign_in_failures
from journal.scheduler.times import Daily, Every, Times
from journal.unlocks.jobs import close_grants


@dataclass(frozen=True)
class Job:
    """A name that never changes, what it does and when."""

    name: str
    work: Callable[[Session], int]
    times: Times


JOBS = (
    Job("close-lessons", close_lessons, Daily(time(0, 0))),
    Job("final-windows", turn_windows, Daily(time(0, 0))),
    Job("end-grants", close_grants, Every(15)),
    Job("chain-heads", record_heads, Daily(time(0, 5))),
    Job("sweep-sign-in-failures", sweep_sign_in_failures, Every(60)),
    Job("prefill-absences", prefill_today, Daily(time(15, 0))),
    Job("hand-heads-over", hand_heads_over, Daily(time(0, 10))),
    Job("tell-own-changes", tell_own_changes, Daily(time(0, 15))),
    Job("warn-of-closings", warn_of_closings, Daily(time(6, 30))),
    Job("notices", tell_people, Every(5)),
    Job("sweep-notices", sweep_notices, Daily(time(3, 5))),
    Job("sweep-job-runs", sweep_job_runs, Daily(time(3, 0))),
)
