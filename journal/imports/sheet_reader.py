"""The child process that parses one workbook: bytes on stdin, JSON on stdout, nothing else.

It is started by `workbook.py` as a plain script and imports nothing of the journal, so that whatever a
hostile file does to the parser happens in a process with a small memory, a short life and no database.
Exit status 3 means «refused», with a JSON reason.
"""

import io
import json
import math
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

VALUED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["'](?:[^<>/]|/(?!>))*>"""
)


class Refused(Exception):
    """The workbook can't be read; carries the code and its data."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data


def limit_process(memory: int, seconds: int) -> None:
    """Cap memory and processor time where the platform can; elsewhere the parent's time limit is all."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def column_number(letters: bytes) -> int:
    """Turn a column's letters into its number: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_extent(archive: zipfile.ZipFile, max_rows: int, max_columns: int) -> None:
    """Refuse a sheet with a value far away before the parser reserves the whole rectangle for it."""
    for name in archive.namelist():
        content = archive.read(name)  # reading checks the stated size and the checksum of every part
        if not name.startswith("xl/worksheets/"):
            continue
        for letters, row in VALUED_CELL.findall(content):
            if int(row) > max_rows:
                raise Refused("too-many-rows", rows=int(row), limit=max_rows)
            if column_number(letters) > max_columns:
                raise Refused("too-many-columns", columns=column_number(letters), limit=max_columns)


def plain(value: Any) -> Any:
    """Turn a parsed cell into what JSON can carry; dates travel as {"date": …}."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, int | float) and math.isfinite(value):
        return value
    return str(value)


def read_sheets(content: bytes, max_rows: int, max_columns: int, max_sheets: int) -> list[dict[str, Any]]:
    """Return the visible and hidden sheets as titles and rows; row 1 of the sheet is always the first row."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_extent(archive, max_rows, max_columns)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    titles = [meta.name for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if len(titles) > max_sheets:
        raise Refused("too-many-sheets", sheets=len(titles), limit=max_sheets)
    sheets = []
    for title in titles:
        rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        sheets.append({"title": title, "rows": [[plain(value) for value in row] for row in rows]})
    return sheets


def main() -> int:
    """Read the limits from the arguments and the workbook from stdin; write the answer to stdout."""
    memory, seconds, max_rows, max_columns, max_sheets = (int(argument) for argument in sys.argv[1:6])
    limit_process(memory, seconds)
    answer: Any
    try:
        answer, status = read_sheets(sys.stdin.buffer.read(), max_rows, max_columns, max_sheets), 0
    except Refused as refused:
        answer, status = {"code": refused.code, "data": refused.data}, 3
    except Exception as error:  # the parser's own errors have no common class; all of them mean a broken file
        answer, status = {"code": "broken", "data": {"detail": type(error).__name__}}, 3
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return status


if __name__ == "__main__":
    sys.exit(main())
