"""Asking the engine whether its file is sound."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def list_damages(session: Session) -> list[str]:
    """What SQLite finds wrong with its pages, indexes and references; PostgreSQL guards those itself."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    found = [str(row) for (row,) in session.execute(text("PRAGMA integrity_check")) if row != "ok"]
    return found + [
        f"foreign key of {row[0]}, row {row[1]}" for row in session.execute(text("PRAGMA foreign_key_check"))
    ]
