"""Making a backup while people work: one reading transaction sees one moment of the record."""

import hashlib
import os
import zipfile
from pathlib import Path
from typing import IO

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.heads import list_heads
from journal.backups.manifest import NAME, Manifest, TableDigest
from journal.backups.tables import list_kept_tables
from journal.backups.values import encode_row, rows_at_once
from journal.database import Database
from journal.database.migrations import read_version
from journal.models import JobRun

JOB = "backup"


def make_backup(database: Database, path: Path) -> Manifest:
    """Write a backup to *path*, which appears only when it is whole; nobody else may read it.

    Rows are read as any page reads them, so neither engine needs a tool or a lock for it, and people go on
    writing meanwhile. Raises `OSError` where the file can't be written.
    """
    started_at = clock.now()
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=open_for_owner) as file:
            with database.reading() as session:
                manifest = write_backup(session, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    with database.writing() as session:
        run = JobRun(job=JOB, due_at=started_at, started_at=started_at, holder="", outcome=str(manifest.rows))
        run.finished_at = clock.now()
        session.add(run)
    return manifest


def open_for_owner(path: str, flags: int) -> int:
    """Open a file that nobody else may read."""
    return os.open(path, flags, 0o600)


def write_backup(session: Session, file: IO[bytes]) -> Manifest:
    """Write all kept tables and then the manifest into a zip archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {table.name: _write_table(session, archive, table) for table in list_kept_tables()}
        manifest = Manifest(
            schema=read_version(session.connection()),
            made_at=clock.now(),
            tables=tables,
            heads=list_heads(session),
        )
        archive.writestr(NAME, manifest.dump())
    return manifest


def _write_table(session: Session, archive: zipfile.ZipFile, table: Table) -> TableDigest:
    digest, count = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns)
    with archive.open(member_name(table), "w", force_zip64=True) as member:
        for row in session.execute(query, execution_options={"yield_per": rows_at_once(table)}).mappings():
            line = encode_row(dict(row))
            digest.update(line)
            member.write(line)
            count += 1
    return TableDigest(count, digest.hexdigest())


def member_name(table: Table) -> str:
    """Where a table lies inside the archive."""
    return f"tables/{table.name}.jsonl"
