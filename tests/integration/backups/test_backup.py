"""A backup holds the whole record, is taken while people work, and comes back on either engine."""

import json
import stat
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from journal.amendments.record import Place, record_value
from journal.amendments.verify import verify_history
from journal.backups.dump import make_backup
from journal.backups.errors import BadBackup, NotEmpty
from journal.backups.restore import restore_backup
from journal.backups.tables import list_kept_tables
from journal.database import Database
from journal.models import AcademicYear, Amendment, JobRun, Person, SchedulerLease
from journal.permissions.actor import COMMAND_LINE
from tests.factories import FRIDAY, SmallSchool, make_person
from tests.integration.backups.conftest import EmptyDatabase
from tests.tampering import tamper


def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in list_kept_tables()
        }


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_every_row_comes_back_on_either_engine(
    database: Database, school: SmallSchool, make_empty: EmptyDatabase, tmp_path: Path, target: str
) -> None:
    before = rows_of(database)
    make_backup(database, tmp_path / "school.zip")
    other = make_empty(target)
    restored = restore_backup(other, tmp_path / "school.zip")
    assert restored.history.troubles == []
    assert restored.damages == []
    assert restored.aside is None
    after = rows_of(other)
    changed = {
        "amendments",
        "chain_links",
        "chains",
    }  # the restore itself is one amendment of the school's chain
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in before.items() if name not in changed
    }
    assert after["amendments"][:-1] == before["amendments"]
    assert after["amendments"][-1]["kind"] == "restore"


def test_new_rows_find_free_numbers_after_a_restore(
    database: Database, school: SmallSchool, make_empty: EmptyDatabase, tmp_path: Path
) -> None:
    make_backup(database, tmp_path / "school.zip")
    other = make_empty("postgresql")
    restore_backup(other, tmp_path / "school.zip")
    with other.writing() as session:
        known = session.scalars(select(Person.id).order_by(Person.id.desc())).first()
        assert make_person(session, "Новикова Дарья Олеговна").id == (known or 0) + 1


def test_what_lives_for_the_moment_stays_out(database: Database, school: SmallSchool, tmp_path: Path) -> None:
    with database.writing() as session:
        session.add(SchedulerLease(name="scheduler", holder="a", until=FRIDAY))
    make_backup(database, tmp_path / "school.zip")
    names = zipfile.ZipFile(tmp_path / "school.zip").namelist()
    assert "tables/accounts.jsonl" in names
    assert {"tables/sign_in_sessions.jsonl", "tables/scheduler_leases.jsonl"}.isdisjoint(names)


def test_only_its_owner_reads_a_backup_and_the_record_knows_of_it(
    database: Database, school: SmallSchool, tmp_path: Path
) -> None:
    manifest = make_backup(database, tmp_path / "school.zip")
    assert stat.S_IMODE((tmp_path / "school.zip").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["school.zip"]
    with database.reading() as session:
        assert session.scalars(select(JobRun.outcome).where(JobRun.job == "backup")).one() == str(
            manifest.rows
        )


def test_a_backup_that_fails_leaves_the_former_one(
    database: Database, school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "school.zip"
    make_backup(database, path)
    content = path.read_bytes()

    def fail(_session: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("journal.backups.dump.list_heads", fail)
    with pytest.raises(OSError, match="No space"):
        make_backup(database, path)
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["school.zip"]


def test_a_backup_under_load_is_of_one_moment(
    database: Database, school: SmallSchool, make_empty: EmptyDatabase, tmp_path: Path
) -> None:
    """Each transaction adds a person and an amendment: a backup never has one without the other."""
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            number = len(written)
            with database.writing() as session:
                make_person(session, f"Новикова Дарья{number} Олеговна", account=False)
                record_value(
                    session,
                    actor=COMMAND_LINE,
                    kind="person",
                    place=Place(class_ids=(school.class_a.id,)),
                    before="",
                    after=str(number),
                )
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            reached = len(written)
            make_backup(database, tmp_path / f"{number}.zip")
            while len(written) <= reached:
                stop.wait(0.01)
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        other = make_empty("sqlite")
        restored = restore_backup(other, tmp_path / f"{number}.zip")
        assert restored.history.troubles == []
        with other.reading() as session:
            people = session.scalars(select(Person).where(Person.last_name == "Новикова")).all()
            amendments = session.scalars(select(Amendment).where(Amendment.kind == "person")).all()
            assert len(people) == len(amendments)


def test_a_school_is_not_overwritten_unless_told_to(
    database: Database, school: SmallSchool, tmp_path: Path
) -> None:
    make_backup(database, tmp_path / "school.zip")
    before = rows_of(database)
    with pytest.raises(NotEmpty):
        restore_backup(database, tmp_path / "school.zip")
    assert rows_of(database) == before


def test_a_replaced_school_is_put_aside_and_can_come_back(
    database: Database, school: SmallSchool, tmp_path: Path
) -> None:
    make_backup(database, tmp_path / "school.zip")
    with database.writing() as session:
        session.get_one(AcademicYear, school.year.id).warn_days = 8
    restored = restore_backup(database, tmp_path / "school.zip", replace=True)
    assert restored.history.troubles == []
    with database.reading() as session:
        assert session.get_one(AcademicYear, school.year.id).warn_days == 3
    assert restored.aside is not None
    restore_backup(database, restored.aside, replace=True)
    with database.reading() as session:
        assert session.get_one(AcademicYear, school.year.id).warn_days == 8
        assert verify_history(session).troubles == []


def rewrite(source: Path, target: Path, changes: dict[str, bytes | None]) -> None:
    """Copy an archive with members replaced or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    database: Database, school: SmallSchool, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    make_backup(database, good)
    with zipfile.ZipFile(good) as archive:
        people = archive.read("tables/people.jsonl")
        manifest = json.loads(archive.read("manifest.json"))
    damages: dict[str, dict[str, bytes | None]] = {
        "digest": {"tables/people.jsonl": people.replace("Белова".encode(), "Чужова".encode())},
        "row": {"tables/people.jsonl": b'{"id": 1}\n' + people},
        "zip": {"tables/people.jsonl": None},
        "manifest": {"manifest.json": b"[]"},
        "format": {"manifest.json": json.dumps(manifest | {"format": 99}).encode()},
        "schema": {"manifest.json": json.dumps(manifest | {"schema": "other"}).encode()},
        "tables": {"manifest.json": json.dumps(manifest | {"tables": {}}).encode()},
    }
    before = rows_of(database)
    for why, changes in damages.items():
        rewrite(good, bad, changes)
        with pytest.raises(BadBackup, match=why):
            restore_backup(database, bad, replace=True)
    bad.write_bytes(good.read_bytes()[:-500])
    with pytest.raises(BadBackup, match="zip"):
        restore_backup(database, bad, replace=True)
    assert rows_of(database) == before


def test_a_tampered_history_is_restored_and_named(
    database: Database, school: SmallSchool, make_empty: EmptyDatabase, tmp_path: Path
) -> None:
    """Whoever has only this backup must get it back, and be told what is wrong with it."""
    tamper(database, "UPDATE amendments SET after = 'Б' WHERE kind = 'attendance'")
    make_backup(database, tmp_path / "school.zip")
    restored = restore_backup(make_empty("sqlite"), tmp_path / "school.zip")
    assert [trouble.what for trouble in restored.history.troubles] == ["changed"]
