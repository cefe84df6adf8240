"""The papers of a whole class are made by processes of their own.

Their memory goes back when they end, a server that answers meanwhile isn't held up, and whatever happens
inside of typst ends such a process only.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from journal.paper.packing import pack_pdf
from journal.paper.pdf import write_book
from journal.paper.workbook import write_workbook
from journal.sheets.book import Book

TIMEOUT_SECONDS = 300
CRAFTS: Mapping[str, Callable[..., Any]] = {
    "paper": write_book,
    "pack": pack_pdf,
    "workbook": write_workbook,
}


@dataclass(frozen=True)
class Papers:
    """What was made of a book: a PDF/A of so many pages, and a workbook."""

    paper: bytes
    pages: int
    workbook: bytes


def make_papers(book: Book, moment: datetime) -> Papers:
    """Return the papers of a book; raise `RuntimeError` where a process failed or took too long."""
    with ThreadPoolExecutor(2) as threads:
        workbook = threads.submit(run_craft, "workbook", book, moment)
        paper, pages = run_craft("pack", run_craft("paper", book, moment))
        return Papers(paper, pages, workbook.result())


def run_craft(name: str, *arguments: Any) -> Any:
    """Return what a craft makes of its arguments in a process of its own; raise `RuntimeError`."""
    command = [sys.executable, "-m", "journal.paper", name]
    try:
        run = subprocess.run(
            command, input=pickle.dumps(arguments), capture_output=True, timeout=TIMEOUT_SECONDS, check=True
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        raise RuntimeError(f"{name} failed: {lines[-1][:200]}") from error
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{name} took too long") from error
    return pickle.loads(run.stdout)
