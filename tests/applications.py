"""The application of a test: made once a worker and lent, for making one costs more than most tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from journal.app import create_app
from journal.config import Settings
from journal.database import Database

KEY = "for tests only"


class Applications:
    """One application, lent to one test after another with settings and a database of its own."""

    def __init__(self) -> None:
        self.app = create_app(Settings(database_url="sqlite://", secret_key=KEY, testing=True))
        self.app.config["WTF_CSRF_ENABLED"] = False  # forms need no token here
        self.config = dict(self.app.config)

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Flask]:
        """Lend the application; what a test does to its configuration is undone afterwards."""
        database = Database(settings.database_url, clock_tolerance=settings.clock_tolerance)
        self.app.extensions |= {"settings": settings, "database": database}
        yield self.app
        database.dispose()
        self.app.config.clear()
        self.app.config.update(self.config)
