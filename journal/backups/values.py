"""How a row is written into a backup: one line of JSON, the same from either engine."""

import base64
import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import LargeBinary, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

Row = dict[str, Any]
ROWS_AT_ONCE = 1000
FILES_AT_ONCE = 4


def encode_row(row: Row) -> bytes:
    """A row as a line of JSON."""
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_encode) + "\n").encode()


def decode_row(table: Table, line: bytes) -> Row:
    """A line of a backup as a row of *table*; raise `ValueError` where it is none."""
    row = json.loads(line)
    if not isinstance(row, dict) or row.keys() != set(table.columns.keys()):
        raise ValueError("not a row of this table")
    return {name: _decode(value, _python_type(table.columns[name].type)) for name, value in row.items()}


def rows_at_once(table: Table) -> int:
    """How many rows of a table may be held in memory: few, where a row may be a whole file."""
    has_files = any(isinstance(c.type, LargeBinary) and not c.type.length for c in table.columns)
    return FILES_AT_ONCE if has_files else ROWS_AT_ONCE


def _python_type(kind: TypeEngine[Any]) -> type:
    return (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type


def _encode(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"a backup can't hold a {type(value).__name__}")


def _decode(value: Any, kind: type) -> Any:
    if value is None or isinstance(value, dict):
        return value
    if kind in (datetime, date, time):
        return kind.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    return Decimal(value) if kind is Decimal else value
