"""How Alembic meets the database: `__init__.py` hands it a connection, there is no file of settings."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from journal.models import Base
from journal.models.base import Timestamp


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our type of moments as the column that it makes: a version needs nothing of later code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Timestamp) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_item=render_item,
    # SQLite can't alter most of a table: it is copied into a changed one instead.
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
