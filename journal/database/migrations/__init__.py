"""The versions of the schema, applied by Alembic from inside the package: no file of settings is needed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from journal.amendments.guard import lift_guard, set_guard

# Any number will do, as long as nothing else on the same PostgreSQL locks by it.
UPGRADE_LOCK = 6_174_210_301


def upgrade_schema(engine: Engine) -> None:
    """Bring the database to the newest version of the schema, and put the guard of the history up.

    Several processes may try at once.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        if read_version(connection) != newest_version():
            lift_guard(connection)
            command.upgrade(make_config(connection), "head")
        set_guard(connection)


def make_config(connection: Connection | None = None) -> Config:
    """Alembic's settings for the migrations of this package, on a connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """The version of the schema that this program works with."""
    return str(ScriptDirectory.from_config(make_config()).get_current_head())


def read_version(connection: Connection) -> str:
    """The version of the schema that a database has; empty before the first one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
