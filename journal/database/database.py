"""A school's database and its two kinds of transaction."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from journal.amendments.chain import link_amendments
from journal.amendments.closed import check_open
from journal.amendments.guard import read_guard
from journal.amendments.moments import TOLERANCE, TOLERANCE_KEY, check_moments
from journal.database.engines import WRITING, make_engine, make_private_file
from journal.database.migrations import newest_version, read_version, upgrade_schema
from journal.database.write_lock import WriteLock
from journal.errors import HistoryUnguarded, OldSchema

ATTEMPTS, PAUSE_SECONDS = 20, 0.25


class Transaction:
    """An open session; a writing one holds the write lock until it is closed."""

    def __init__(self, session: Session, resources: ExitStack) -> None:
        """Take a session and what must be released after it."""
        self.session = session
        self._resources = resources

    def commit(self) -> None:
        """Link this transaction's amendments into their chains, commit and close.

        Raises `ClockSetBack`, and `RecordClosed` where it changed what lies in the archive.
        """
        try:
            check_moments(self.session)
            check_open(self.session)
            link_amendments(self.session)
            self.session.commit()
        finally:
            self.close()

    def close(self) -> None:
        """Roll back what was not committed and release the lock; may be called twice."""
        self._resources.close()


class Database:
    """One school's record: `sqlite:////path/file.db` or `postgresql://…`."""

    def __init__(self, url: str, *, clock_tolerance: timedelta = TOLERANCE) -> None:
        """Prepare an engine; nothing is opened yet. *clock_tolerance*: how far the clock may step back."""
        self.url = url
        self.engine = make_engine(url)
        self.lock = WriteLock(self.engine)
        info = {TOLERANCE_KEY: clock_tolerance}
        self._readers = sessionmaker(self.engine, expire_on_commit=False, info=info)
        self._writers = sessionmaker(
            self.engine.execution_options(**{WRITING: True}), expire_on_commit=False, info=info
        )

    def begin_reading(self) -> Transaction:
        """A transaction that can't write."""
        resources = ExitStack()
        return Transaction(resources.enter_context(self._readers()), resources)

    def begin_writing(self) -> Transaction:
        """The only way to write. On SQLite it first waits for the write lock."""
        resources = ExitStack()
        resources.enter_context(self.lock.held())
        return Transaction(resources.enter_context(self._writers()), resources)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        transaction = self.begin_reading()
        try:
            yield transaction.session
        finally:
            transaction.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back by an exception."""
        transaction = self.begin_writing()
        try:
            yield transaction.session
            transaction.commit()
        finally:
            transaction.close()

    def create_schema(self) -> None:
        """Create the tables, or bring those of an earlier version up to date."""
        with self.lock.held():
            make_private_file(self.engine)
            upgrade_schema(self.engine.execution_options(**{WRITING: True}))

    def check_version(self) -> None:
        """Raise `OldSchema` if the tables are of another version; an empty database has none yet."""
        with self.reading() as session:
            if read_version(session.connection()) not in ("", newest_version()):
                raise OldSchema()

    def check_ready(self) -> None:
        """What a server asks before it begins: raise `OldSchema`, or `HistoryUnguarded` (R-AMEND)."""
        self.wait_for_server()
        self.check_version()
        with self.reading() as session:
            connection = session.connection()
            if read_version(connection) and read_guard(connection) == "down":
                raise HistoryUnguarded()

    def wait_for_server(self) -> None:
        """Wait some seconds for a PostgreSQL that is just starting, or getting up after a fall."""
        if self.engine.dialect.name == "sqlite":
            return
        for _attempt in range(ATTEMPTS):
            try:
                self.engine.connect().close()
            except OperationalError:
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def dispose(self) -> None:
        """Close all connections; SQLite's last close writes a checkpoint, hence the lock."""
        with self.lock.held():
            self.engine.dispose()
