"""The versions of the schema, applied by Alembic."""

from sqlalchemy import Engine

from journal.models import Base


def upgrade_schema(engine: Engine) -> None:
    """Bring the database to the newest version of the schema."""
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
