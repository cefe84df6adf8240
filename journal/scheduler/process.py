"""Running a scheduler: in a process of its own, or as a thread inside the one-process server."""

import os
import signal
import socket
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger

from journal import clock
from journal.database import Database
from journal.scheduler.scheduler import Errand, Scheduler

TICK_SECONDS = 15


class RunningScheduler:
    """A scheduler in the background; `stop` waits for the job at hand and lets another process lead."""

    def __init__(self, scheduler: Scheduler, timer: BaseScheduler) -> None:
        """Take a scheduler and what makes it tick."""
        self._scheduler = scheduler
        self._timer = timer

    def stop(self) -> None:
        """Stop; may be called twice."""
        if self._timer.running:
            self._timer.shutdown(wait=True)
            self._scheduler.stop()


def start_in_background(database: Database, errands: Sequence[Errand] = ()) -> RunningScheduler:
    """Start a scheduler in a thread of this process; what is due is done at once."""
    scheduler = Scheduler(database, name_holder(), errands=errands)
    timer = _set_up(BackgroundScheduler(timezone="UTC"), scheduler)
    timer.start()
    return RunningScheduler(scheduler, timer)


def run_forever(database: Database, errands: Sequence[Errand] = ()) -> None:
    """Run a scheduler in this process until it is told to end (Ctrl+C, SIGTERM)."""
    scheduler = Scheduler(database, name_holder(), errands=errands)
    timer = _set_up(BlockingScheduler(timezone="UTC"), scheduler)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        timer.start()
    except KeyboardInterrupt:
        timer.shutdown(wait=True)
    finally:
        scheduler.stop()


def name_holder() -> str:
    """A name for this process among all that may hold the lease."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def _set_up(timer: Any, scheduler: Scheduler) -> Any:
    timer.add_job(
        scheduler.tick,
        IntervalTrigger(seconds=TICK_SECONDS, timezone="UTC"),
        next_run_time=clock.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    return timer


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
