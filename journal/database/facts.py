"""What the page of the server's state tells of the database."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from journal.database.migrations import read_version

# Before this version two connections that write and checkpoint at the same moment can damage a WAL database.
SQLITE_WITHOUT_WAL_BUG = (3, 51, 3)


@dataclass(frozen=True)
class DatabaseFacts:
    """The engine and its version, the schema's version, and for SQLite the space on its disk, in bytes."""

    engine: str
    version: str
    needs_write_lock: bool
    schema: str
    size: int | None
    free: int | None


def read_facts(session: Session) -> DatabaseFacts:
    """Ask the database and its disk."""
    bind = session.get_bind()
    is_sqlite = bind.dialect.name == "sqlite"
    version = str(session.scalar(text("SELECT sqlite_version()" if is_sqlite else "SHOW server_version")))
    path = Path(str(bind.engine.url.database)) if is_sqlite else None
    return DatabaseFacts(
        engine="SQLite" if is_sqlite else "PostgreSQL",
        version=version,
        needs_write_lock=is_sqlite and parse_version(version) < SQLITE_WITHOUT_WAL_BUG,
        schema=read_version(session.connection()),
        size=path.stat().st_size if path else None,
        free=shutil.disk_usage(path.resolve().parent).free if path else None,
    )


def parse_version(version: str) -> tuple[int, ...]:
    """«3.40.1» as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))
