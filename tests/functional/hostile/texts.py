"""Texts that a careless page would run, calculate, turn round or be torn by."""

from sqlalchemy import CheckConstraint, Column, String, Table, Text, select, update
from sqlalchemy.orm import Session

from journal.models import Base

FORMULA = '=HYPERLINK("http://example.org")'
MARKUP = '"><svg onload=x>{{7*7}}'
TURNED = "\u202eпереворот\u2066 и \u200fзнаки"
CONTROLS = "звонок\x07 и\x1b[31m цвет"
EVERYTHING = FORMULA + MARKUP + TURNED + CONTROLS
LONG = "Ы" * 300

# What the program itself writes and reads: no person types it.
MACHINE_COLUMNS = frozenset(
    {
        "account.theme",
        "accounts.language",
        "accounts.login",
        "accounts.password_hash",
        "attachments.media_type",
        "accounts.theme",
        "school.time_zone",
    }
)
MACHINE_NAMES = frozenset("code digest kind role sha256 sort_key source state value".split())
HISTORY = frozenset({"amendments", "amendment_texts", "chains", "chain_links"})
MACHINE_TABLES = HISTORY | {"sign_in_failures", "scheduler_runs"}


def list_text_columns() -> list[tuple[Table, Column[str]]]:
    """Every column whose text a person may have typed, in whatever table it is."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        if table.name not in MACHINE_TABLES
        for column in table.columns
        if isinstance(column.type, String | Text)
        and column.name not in MACHINE_NAMES
        and not column.name.endswith(("_digest", "_hash"))
        and f"{table.name}.{column.name}" not in MACHINE_COLUMNS
        and not column.primary_key
        and not is_chosen(table, column)
    ]


def is_chosen(table: Table, column: Column[str]) -> bool:
    """Tell whether the column takes one of a few words only."""
    checks = [rule.sqltext.text for rule in table.constraints if isinstance(rule, CheckConstraint)]  # type: ignore[attr-defined]
    return any(f"{column.name} IN (" in check for check in checks)


def spoil(session: Session, text: str) -> int:
    """Put the text into every such column of every row, ended by its key; return how many were changed."""
    count = 0
    for table, column in list_text_columns():
        keys = list(table.primary_key.columns)
        longest = column.type.length or 300  # type: ignore[attr-defined]
        for row in session.execute(select(*keys)).all():
            mark = f"{text[: longest - 8]}№{'.'.join(map(str, row))}"
            clause = [key == value for key, value in zip(keys, row, strict=True)]
            session.execute(update(table).where(*clause).values({column.name: mark[:longest]}))
            count += 1
    return count
