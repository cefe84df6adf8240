"""The rows of the demo school, collected in memory and inserted table by table."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from journal.models import Base

BATCH = 5_000


class Rows:
    """Rows by table; every table with a key `id` counts from one, so that ids repeat with the seed."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self.by_table: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> int:
        """Collect a row and return its id. All rows of a table must name the same columns."""
        rows = self.by_table[model.__tablename__]
        values["id"] = len(rows) + 1
        rows.append(values)
        return len(rows)

    def add_keyed(self, model: type[Base], **values: Any) -> None:
        """Collect a row of a table whose key is made of other columns."""
        self.by_table[model.__tablename__].append(values)

    def insert(self, session: Session, report: Callable[[float], None]) -> None:
        """Write everything, a table after those that it points to; *report* is told the share done."""
        total, done = sum(map(len, self.by_table.values())), 0
        for table in Base.metadata.sorted_tables:
            rows = self.by_table.get(table.name, [])
            for start in range(0, len(rows), BATCH):
                session.execute(insert(table), rows[start : start + BATCH])
                done += len(rows[start : start + BATCH])
                report(done / total)
            if rows and "id" in table.c and session.get_bind().dialect.name == "postgresql":
                continue_numbers(session, table)


def continue_numbers(session: Session, table: Table) -> None:
    """Let PostgreSQL number the next row after those that were written with their ids."""
    session.execute(
        select(
            func.setval(
                func.pg_get_serial_sequence(table.name, "id"), select(func.max(table.c.id)).scalar_subquery()
            )
        )
    )


def refresh_statistics(session: Session) -> None:
    """Tell the engine how many rows there are, for its plans."""
    session.execute(text("ANALYZE"))
