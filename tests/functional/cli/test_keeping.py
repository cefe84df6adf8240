"""`journal backup`, `restore`, `verify` and `migrate`: what they say and with which status they end."""

import sqlite3
from pathlib import Path

import pytest

from journal.amendments.heads import dump_heads, find_head, list_heads
from journal.database import Database
from tests.functional.cli.conftest import Command
from tests.functional.cli.test_init import OPTIONS
from tests.tampering import tamper_sqlite


@pytest.fixture
def made(journal: Command) -> None:
    """A school in the folder's own database."""
    journal("init", *OPTIONS)


@pytest.mark.usefixtures("made")
def test_a_backup_comes_back_into_another_database(journal: Command, database_url: str) -> None:
    status, out, err = journal("backup", "school.zip")
    assert (status, err) == (0, "")
    assert "school.zip" in out
    status, out, err = journal("--database", database_url, "restore", "school.zip")
    assert (status, err) == (0, "")
    assert "The history is whole" in out
    assert journal("--database", database_url, "verify")[0] == 0


@pytest.mark.usefixtures("made")
def test_a_backup_without_a_name_is_named_by_the_moment(journal: Command, tmp_path: Path) -> None:
    assert journal("backup")[0] == 0
    assert len(list(tmp_path.glob("journal-20*.zip"))) == 1


@pytest.mark.usefixtures("made")
def test_a_school_is_replaced_only_when_told_to(journal: Command, tmp_path: Path) -> None:
    journal("backup", "school.zip")
    status, out, err = journal("restore", "school.zip")
    assert (status, out) == (1, "")
    assert "--replace" in err
    status, out, _ = journal("restore", "school.zip", "--replace")
    assert status == 0
    assert "before-restore-" in out
    assert len(list(tmp_path.glob("before-restore-*.zip"))) == 1


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("content", "said"), [(b"PK", "is no backup"), (None, "could not be read")])
def test_what_is_no_backup_is_refused(
    journal: Command, tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content:
        (tmp_path / "school.zip").write_bytes(content)
    status, _, err = journal("restore", "school.zip", "--replace")
    assert status == 1
    assert said in err
    assert list(tmp_path.glob("before-restore-*.zip")) == []


@pytest.mark.usefixtures("made")
def test_a_backup_that_can_not_be_written_says_why(journal: Command) -> None:
    status, _, err = journal("backup", "nowhere/school.zip")
    assert status == 1
    assert "could not be written" in err


@pytest.mark.usefixtures("made")
def test_a_broken_history_is_named_and_ends_with_one(journal: Command) -> None:
    assert journal("verify")[0] == 0
    tamper_sqlite("journal.db", "UPDATE amendments SET actor_name = 'Никто' WHERE id = 2")
    status, out, _ = journal("verify")
    assert status == 1
    assert "chain 1, no. 2, change 2: the change or its link was altered" in out
    assert "цепочка 1, № 2, изменение 2" in journal("verify", language="ru_RU.UTF-8")[1]


@pytest.mark.usefixtures("made")
def test_kept_heads_are_compared(journal: Command, tmp_path: Path) -> None:
    database = Database("sqlite:///journal.db")
    with database.reading() as session:
        heads = tmp_path / "heads.json"
        heads.write_text(dump_heads(list_heads(session)))
    database.dispose()
    assert journal("verify", "--heads", "heads.json")[0] == 0
    heads.write_text(heads.read_text().replace('"number":', '"number":1'))
    status, out, _ = journal("verify", "--heads", "heads.json")
    assert status == 1
    assert "the head that was kept isn't in the chain" in out
    for content in ("no heads", '{"a": 1}'):
        heads.write_text(content)
        status, _, err = journal("verify", "--heads", "heads.json")
        assert status == 1
        assert "can't be read" in err


@pytest.mark.usefixtures("made")
def test_a_printed_head_finds_a_cut_tail(journal: Command) -> None:
    database = Database("sqlite:///journal.db")
    with database.reading() as session:
        head = find_head(session)
    database.dispose()
    assert head is not None
    assert journal("verify", "--head", str(head))[0] == 0
    tamper_sqlite(
        "journal.db",
        "DELETE FROM amendments WHERE id = (SELECT max(id) FROM amendments)",
        f"DELETE FROM chain_links WHERE number = {head.number}",
        f"UPDATE chains SET head_number = head_number - 1,"
        f" head_hash = (SELECT hash FROM chain_links WHERE number = {head.number - 1})",
    )
    assert journal("verify")[0] == 0
    status, out, _ = journal("verify", "--head", str(head))
    assert status == 1
    assert f"chain {head.chain_id}, no. {head.number}: the head that was kept isn't in the chain" in out
    assert "The guard that keeps rows from being changed is down" in out
    assert journal("verify", "--head", "1:2")[0] == 2


@pytest.mark.usefixtures("made")
def test_a_server_starts_only_behind_the_guard(journal: Command) -> None:
    tamper_sqlite("journal.db")
    for command in ("serve", "scheduler"):
        status, _, err = journal(command)
        assert status == 1
        assert "The guard that keeps the history" in err
    journal("migrate")
    assert "guard" not in journal("verify")[1]


def test_migrate_makes_the_tables(journal: Command) -> None:
    for _ in range(2):
        status, out, _ = journal("migrate")
        assert status == 0
        assert "up to date" in out


@pytest.mark.usefixtures("made")
def test_tables_of_another_version_are_not_served(journal: Command) -> None:
    connection = sqlite3.connect("journal.db")
    connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.commit()
    connection.close()
    for command in ("serve", "scheduler"):
        status, _, err = journal(command)
        assert status == 1
        assert "journal migrate" in err
