"""Safe reading of an .xlsx: first the zip directory is checked, then a limited child process parses."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from journal.imports.errors import WorkbookRefused
from journal.texts.rules import clean_text

Cell: TypeAlias = str | float | date | None

MAX_FILE_SIZE = 10 * 1024 * 1024
MAX_UNPACKED_SIZE = 60 * 1024 * 1024
MAX_RATIO = 150
MAX_ENTRIES = 1000
MAX_ROWS = 5000
MAX_COLUMNS = 100
MAX_SHEETS = 60
MAX_MEMORY = 1024 * 1024 * 1024
MAX_SECONDS = 20
OLD_FORMAT_MAGIC = b"\xd0\xcf\x11\xe0"
READER = Path(__file__).with_name("sheet_reader.py")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: `rows[0]` is the sheet's row 1; every row is as wide as the widest."""

    file: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]


def read_workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook `content`, known to people as `name`.

    Raises WorkbookRefused when it isn't an .xlsx, is broken, or is larger than a school's lists can be.
    """
    check_archive(name, content)
    return tuple(
        Sheet(name, sheet["title"], tuple(tuple(_restore(value) for value in row) for row in sheet["rows"]))
        for sheet in _parse_in_child(name, content)
    )


def check_archive(name: str, content: bytes) -> None:
    """Refuse by the zip directory alone what would be dangerous to unpack; nothing is unpacked here."""
    if len(content) > MAX_FILE_SIZE:
        raise WorkbookRefused(
            file=name, trouble="too-large", figures={"size": len(content), "limit": MAX_FILE_SIZE}
        )
    if content.startswith(OLD_FORMAT_MAGIC):
        raise WorkbookRefused(file=name, trouble="old-format")
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise WorkbookRefused(file=name, trouble="not-xlsx") from error
    if len(entries) > MAX_ENTRIES:
        raise WorkbookRefused(file=name, trouble="too-many-parts", figures={"parts": len(entries)})
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_SIZE or unpacked > MAX_RATIO * max(len(content), 1):
        raise WorkbookRefused(
            file=name, trouble="bomb", figures={"size": unpacked, "limit": MAX_UNPACKED_SIZE}
        )
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise WorkbookRefused(file=name, trouble="not-xlsx")


def texts(row: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    """Yield the positions and texts of a row's non-empty cells."""
    for position, cell in enumerate(row):
        if text := as_text(cell):
            yield position, text


def as_text(cell: Cell) -> str:
    """Return a cell as the text a person sees: 12.0 → «12», a date → «01.09.2026», nothing → «».

    Spaces are collapsed, line breaks are kept.
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float | int):
        return str(int(cell)) if cell == int(cell) else str(cell)
    lines = (" ".join(line.split()) for line in clean_text(cell).splitlines())
    return "\n".join(line for line in lines if line)


def _parse_in_child(name: str, content: bytes) -> list[dict[str, Any]]:
    """Run the reader as a process of its own, isolated from the environment's Python settings."""
    limits = (MAX_MEMORY, MAX_SECONDS, MAX_ROWS, MAX_COLUMNS, MAX_SHEETS)
    command = [sys.executable, "-I", str(READER), *(str(limit) for limit in limits)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise WorkbookRefused(file=name, trouble="too-slow", figures={"seconds": MAX_SECONDS}) from error
    if child.returncode not in (0, 3):
        raise WorkbookRefused(file=name, trouble="broken", figures={"detail": f"exit {child.returncode}"})
    answer = json.loads(child.stdout)
    if child.returncode == 3:
        raise WorkbookRefused(file=name, trouble=answer["code"], figures=answer["data"])
    sheets: list[dict[str, Any]] = answer
    return sheets


def _restore(value: Any) -> Cell:
    """Turn a cell as the child sent it back into a plain value."""
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if isinstance(value, int):
        return float(value)
    restored: Cell = value
    return restored
