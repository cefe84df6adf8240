"""How long a history of a million changes takes to verify, and whether the memory for it grows."""

import json
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.history import write_history
from benchmarks.measure import Ratio
from journal.database import Database
from journal.models import Amendment, ChainLink

FEW, MANY = 50_000, 1_000_000
MOST_SECONDS, MOST_RATIO, MOST_GROWTH = 30.0, 2.5, 16.0
MILLISECONDS = 1000


def measure_history() -> bool:
    """Verify both histories, each in its own process, print one line and tell whether the limits hold."""
    with tempfile.TemporaryDirectory() as folder:
        _, few = verify_apart(Path(folder) / "few.db", FEW)
        ratio, many = verify_apart(Path(folder) / "many.db", MANY)
    seconds, growth = ratio.work / MILLISECONDS, many - few
    line = (
        f"{MANY:,} changes verified: {seconds:.1f} s (at most {MOST_SECONDS:g}),"
        f" floor {ratio.floor / MILLISECONDS:.1f} s, ratio {ratio.ratio:.1f} (at most {MOST_RATIO:g}),"
        f" {growth:.0f} MB more than for {FEW:,} (at most {MOST_GROWTH:g})"
    )
    holds = seconds <= MOST_SECONDS and ratio.ratio <= MOST_RATIO and growth <= MOST_GROWTH
    print(line if holds else f"{line} — OVER THE LIMIT", flush=True)
    return holds


def verify_apart(path: Path, count: int) -> tuple[Ratio, float]:
    """Write a history, verify it in a new process, read it bare; the times and the process's megabytes."""
    url = f"sqlite:///{path}"
    database = Database(url)
    database.create_schema()
    with database.writing() as session:
        write_history(session, count)
    with database.reading() as session:
        begun = time.perf_counter()
        read_bare(session)
        floor = time.perf_counter() - begun
    database.dispose()
    command = [sys.executable, "-m", "benchmarks.verifying", url]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    links, troubles, seconds, megabytes = json.loads(answer.stdout)
    if (links, troubles) != (count, 0):
        raise RuntimeError(f"{links} links of {count}, {troubles} troubles")
    return Ratio(seconds * MILLISECONDS, floor * MILLISECONDS), megabytes


def read_bare(session: Session) -> None:
    """The floor: the rows of all changes in the order of their links, and a hash over each."""
    table, links = Amendment.__table__, ChainLink.__table__
    query = (
        select(links.c.previous, *table.columns)
        .join_from(links, table, table.c.id == links.c.amendment_id)
        .order_by(links.c.chain_id, links.c.number)
    )
    for row in session.connection().execute(query, execution_options={"yield_per": 1000}):
        sha256(repr(tuple(row)).encode()).hexdigest()
