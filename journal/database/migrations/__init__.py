"""The versions of the schema, applied by Alembic."""

from sqlalchemy import Connection, Engine, inspect, text

from journal.models import Base


def upgrade_schema(engine: Engine) -> None:
    """Bring the database to the newest version of the schema."""
    with engine.begin() as connection:
        Base.metadata.create_all(connection)


def read_version(connection: Connection) -> str:
    """The version of the schema that a database has; empty before the first one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
