"""Restoring a backup into either engine, all at once or not at all."""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.guard import lift_guard, set_guard
from journal.amendments.record import Cause, Place, record_value
from journal.amendments.verify import Report, verify_history
from journal.backups.dump import make_backup, member_name
from journal.backups.errors import BadBackup, NotEmpty
from journal.backups.manifest import NAME, Manifest, load_manifest
from journal.backups.tables import list_all_tables, list_kept_tables
from journal.backups.values import decode_row, rows_at_once
from journal.database import Database
from journal.database.integrity import list_damages
from journal.database.migrations import read_version
from journal.permissions.actor import COMMAND_LINE

# What reading a member of an archive may raise: it is missing, cut, damaged, encrypted or packed unusually.
UNREADABLE = (KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class Restored:
    """What was restored, where the former record was put aside, and what the checks afterwards say."""

    manifest: Manifest
    aside: Path | None
    damages: list[str]
    history: Report


def restore_backup(database: Database, path: Path, *, replace: bool = False) -> Restored:
    """Fill the database from a backup in one transaction.

    The file is checked as a whole before anything is touched. A database that holds a school is refused with
    `NotEmpty`; with *replace* its record is first put into a backup of its own beside the file. Raises
    `BadBackup` and `OSError`.
    """
    with open_archive(path) as archive:
        manifest = check_archive(archive)
        is_empty = check_target(database, manifest)
        if not is_empty and not replace:
            raise NotEmpty
        aside = None if is_empty else put_aside(database, path)
        with database.writing() as session:
            lift_guard(session.connection())
            for table in reversed(list_all_tables()):
                session.execute(table.delete())
            for table in list_kept_tables():
                _fill_table(session, archive, table)
            set_guard(session.connection())
            _record_restore(session, manifest)
    with database.reading() as session:
        return Restored(manifest, aside, list_damages(session), verify_history(session, manifest.heads))


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a backup; raise `BadBackup` where it isn't even an archive."""
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise BadBackup("zip") from error


def check_archive(archive: zipfile.ZipFile) -> Manifest:
    """Read the manifest and compare every table with its digest; raise `BadBackup`."""
    try:
        manifest = load_manifest(archive.read(NAME))
        if set(manifest.tables) != {table.name for table in list_kept_tables()}:
            raise BadBackup("tables")
        for table in list_kept_tables():
            _check_table(archive, table, manifest)
    except UNREADABLE as error:
        raise BadBackup("zip") from error
    return manifest


def _check_table(archive: zipfile.ZipFile, table: Table, manifest: Manifest) -> None:
    digest, count = hashlib.sha256(), 0
    with archive.open(member_name(table)) as lines:
        for line in lines:
            digest.update(line)
            count += 1
            try:
                decode_row(table, line)
            except (ValueError, TypeError) as error:
                raise BadBackup("row") from error
    expected = manifest.tables[table.name]
    if (count, digest.hexdigest()) != (expected.rows, expected.sha256):
        raise BadBackup("digest")


def check_target(database: Database, manifest: Manifest) -> bool:
    """Whether the database is empty; raise `BadBackup` where its schema isn't that of the backup."""
    with database.reading() as session:
        if read_version(session.connection()) != manifest.schema:
            raise BadBackup("schema")
        return not any(session.execute(select(table).limit(1)).first() for table in list_kept_tables())


def put_aside(database: Database, path: Path) -> Path:
    """Keep the record that is about to be replaced, in a backup beside *path*."""
    aside = path.with_name(f"before-restore-{clock.now():%Y-%m-%d-%H%M%S}.zip")
    make_backup(database, aside)
    return aside


def _fill_table(session: Session, archive: zipfile.ZipFile, table: Table) -> None:
    with archive.open(member_name(table)) as lines:
        while rows := [decode_row(table, line) for line in islice(lines, rows_at_once(table))]:
            session.execute(insert(table), rows)
    column = table.autoincrement_column
    if column is not None and not column.foreign_keys and session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        newest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
        session.execute(select(func.setval(sequence, newest, text("false"))))


def _record_restore(session: Session, manifest: Manifest) -> None:
    """A restored history says so, and from which moment."""
    record_value(
        session,
        actor=COMMAND_LINE,
        kind="restore",
        place=Place(),
        before="",
        after=manifest.made_at.isoformat(),
        cause=Cause(source="administrator"),
    )
