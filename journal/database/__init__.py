"""The school's database: one SQLite file, or one PostgreSQL schema."""

from journal.database.database import Database
from journal.database.request import current_session, register_database

__all__ = ["Database", "current_session", "register_database"]
