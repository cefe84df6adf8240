"""The file of a school is its owner's alone."""

import os
import stat
from pathlib import Path

import pytest

from journal.database import Database


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists of its own")
def test_nobody_else_reads_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "school.db"
    database = Database(f"sqlite:///{path}")
    database.create_schema()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with database.writing():
        for beside in tmp_path.glob("school.db-*"):
            assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    database.dispose()
