"""The whole sealed bundle of a class against typst alone for its pages, and its memory."""

import statistics
import time
from datetime import datetime

from journal.amendments.canonical import GENESIS, link_hash
from journal.archive.queries import read_class_record
from journal.bundles.bundle import PAPER, WORKBOOK, History, Label, Link, pack_bundle
from journal.bundles.tables import build_tables
from journal.database import Database
from journal.paper.pdf import write_book
from journal.paper.workshop import make_papers, run_apart
from journal.sheets.book import Book, Making, build_book

CHANGES = 30_000
CANONICAL = '["2026-11-20T07:00:00.000000+00:00","mark",{"number":%d},"4","5"]'
CHAIN = 2


def time_bundle(
    database: Database, class_id: int, making: Making, moment: datetime, rounds: int
) -> tuple[float, float, int, int]:
    """Seconds of the whole bundle and of typst alone (medians), pages, and the bundle's size in bytes.

    The whole is: reading, building, PDF, packing it, workbook, tables, a history of thirty thousand changes.
    """
    whole, alone = [], []
    history = make_history()
    pages = size = 0
    for _round in range(rounds):
        begun = time.perf_counter()
        with database.reading() as session:
            record = read_class_record(session, class_id)
        book: Book = build_book(record, making)
        papers = make_papers(book, moment)
        label = Label("Школа", "5А", "2026/2027", 1, moment.isoformat())
        files = {PAPER: papers.paper, WORKBOOK: papers.workbook}
        size = len(pack_bundle(label, files, build_tables(record), history))
        whole.append(time.perf_counter() - begun)
        pages = papers.pages
        begun = time.perf_counter()
        run_apart(write_book, book, moment)
        alone.append(time.perf_counter() - begun)
    return statistics.median(whole), statistics.median(alone), pages, size


def make_history() -> History:
    """A chain as long as that of a class that is marked every day."""
    links, previous = [], GENESIS
    for number in range(1, CHANGES + 1):
        canonical = CANONICAL % number
        digest = link_hash(CHAIN, number, previous, canonical)
        links.append(Link(number, previous, digest, canonical))
        previous = digest
    return History(CHAIN, links, [])
