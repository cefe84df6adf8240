"""The papers of a whole class are made by processes of their own.

Their memory goes back when they end, a server that answers meanwhile isn't held up, and whatever happens
inside of typst ends such a process only.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, TypeVar, cast

from journal.paper.pdf import print_book
from journal.paper.workbook import write_workbook
from journal.sheets.book import Book

TIMEOUT_SECONDS = 300
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Papers:
    """What was made of a book: a PDF/A of so many pages, and a workbook."""

    paper: bytes
    pages: int
    workbook: bytes


def make_papers(book: Book, moment: datetime) -> Papers:
    """Return the papers of a book; raise `RuntimeError` where a process failed or took too long."""
    with ThreadPoolExecutor(2) as threads:
        workbook = threads.submit(run_apart, write_workbook, book, moment)
        paper, pages = run_apart(print_book, book, moment)
        return Papers(paper, pages, workbook.result())


def run_apart(craft: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """Return what a function makes of its arguments in a process of its own; raise `RuntimeError`."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "journal.paper"],
            input=pickle.dumps((craft, arguments, named)),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        raise RuntimeError(f"{craft.__name__} failed: {lines[-1][:200]}") from error
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{craft.__name__} took too long") from error
    return cast(R, pickle.loads(run.stdout))
