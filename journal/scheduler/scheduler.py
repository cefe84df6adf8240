"""One scheduler: at every tick it keeps the lease and does what is due."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from journal import clock
from journal.amendments.moments import read_clock
from journal.database import Database
from journal.errors import NotFound
from journal.scheduler.jobs import JOBS, Job
from journal.scheduler.lease import find_standing, release_lease, take_lease
from journal.scheduler.slots import claim_slot, finish_slot, is_slot_open, record_failure
from journal.school import school_zone

logger = structlog.get_logger()
Errand = Callable[[Database], int]


class Scheduler:
    """Does the jobs of one school; *holder* names this process among others."""

    def __init__(
        self, database: Database, holder: str, jobs: Sequence[Job] = JOBS, errands: Sequence[Errand] = ()
    ) -> None:
        """Take a database; nothing is opened yet.

        *errands* are done at every tick and open transactions of their own: they talk to other computers, and
        nobody may wait for those.
        """
        self.database = database
        self.holder = holder
        self.jobs = jobs
        self.errands = errands
        self.leads = False
        self.waits = False

    def tick(self) -> list[str]:
        """Keep the lease and do what is due; return the names of the jobs that were done.

        An error of one job stops no other; it is noted, and the job is tried again later. While the clock is
        set back everything waits: nothing may be closed, opened or sent by a wrong time.
        """
        if self._is_clock_set_back() or not self._keep_lease():
            return []
        done = [job.name for job in self.jobs if self._is_due(job) and self._do(job)]
        for errand in self.errands:
            self._run(errand)
        return done

    def stop(self) -> None:
        """Let another process lead at once."""
        if self.leads:
            with self.database.writing() as session:
                release_lease(session, holder=self.holder, now=clock.now())
            self.leads = False

    def _is_clock_set_back(self) -> bool:
        with self.database.reading() as session:
            is_set_back = read_clock(session).is_set_back
        if is_set_back and not self.waits:
            logger.error("clock_set_back")
        self.waits = is_set_back
        return is_set_back

    def _keep_lease(self) -> bool:
        """Whether this process leads. Most ticks only read; renewing takes one short write."""
        with self.database.reading() as session:
            standing = find_standing(session, holder=self.holder, now=clock.now())
        self.leads = standing == "leads"
        if standing == "renews":
            with self.database.writing() as session:
                self.leads = take_lease(session, holder=self.holder, now=clock.now())
        return self.leads

    def _is_due(self, job: Job) -> bool:
        with self.database.reading() as session:
            try:
                due_at = job.times.find_latest(clock.now(), school_zone(session))
            except NotFound:  # no school has been set up yet
                return False
            return is_slot_open(session, job=job.name, due_at=due_at, now=clock.now())

    def _do(self, job: Job) -> bool:
        now = clock.now()
        due_at = None
        try:
            with self.database.writing() as session:
                due_at = job.times.find_latest(now, school_zone(session))
                if not claim_slot(session, job=job.name, due_at=due_at, holder=self.holder, now=now):
                    return False
                done = job.work(session)
                finish_slot(session, job=job.name, due_at=due_at, now=clock.now(), outcome=str(done))
        except Exception as error:
            logger.exception("job_failed", job=job.name)
            if due_at is not None:
                self._note_failure(job, due_at, type(error).__name__)
            return False
        logger.info("job_done", job=job.name, done=done)
        return True

    def _run(self, errand: Errand) -> None:
        try:
            errand(self.database)
        except Exception:
            logger.exception("errand_failed")

    def _note_failure(self, job: Job, due_at: datetime, error: str) -> None:
        with self.database.writing() as session:
            now = clock.now()
            record_failure(session, job=job.name, due_at=due_at, holder=self.holder, now=now, error=error)
