"""The one lock that every SQLite writer holds, between threads and between processes.

SQLite before 3.51.3 can damage a WAL database when two connections write and checkpoint at the same moment;
with this lock they never do, and waiting writers are served in milliseconds.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock
from sqlalchemy import Engine

LOCK_TIMEOUT = 30.0
POLL_INTERVAL = 0.003


class WriteLock:
    """Held for a write transaction, a checkpoint, a backup or the last close; nothing on PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Lock the file beside the engine's SQLite database."""
        database = engine.url.database if engine.dialect.name == "sqlite" else None
        self._threads = threading.Lock()
        self._file = FileLock(f"{database}.lock") if database and database != ":memory:" else None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock and hold it; raises `TimeoutError` after half a minute."""
        if self._file is None:
            yield
            return
        if not self._threads.acquire(timeout=LOCK_TIMEOUT):
            raise TimeoutError("the database is busy")
        try:
            with self._file.acquire(timeout=LOCK_TIMEOUT, poll_interval=POLL_INTERVAL):
                yield
        finally:
            self._threads.release()
