"""Packing a bundle: the same contents make the same bytes. Pure.

Every file's SHA-256 stands in the manifest, the last file of the bundle. The history is the class's chain of
amendments with all that is needed to recalculate it by hand.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from journal.bundles.tables import DataTable

FORMAT = 1
MANIFEST, GUIDE = "manifest.json", "README.txt"
PAPER, WORKBOOK = "journal.pdf", "journal.xlsx"
DESCRIPTION, LINKS, TEXTS = "data/description.json", "history/amendments.jsonl", "history/texts.jsonl"
# The first moment that a zip can name: the time of packing would make every bundle another one.
EPOCH = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Link:
    """A link of the class's chain with the canonical form of its amendment."""

    number: int
    previous: str
    hash: str
    canonical: str


@dataclass(frozen=True)
class Text:
    """A free text of the history under its salted digest; an erased one has neither salt nor text."""

    digest: str
    salt: str | None
    text: str | None


@dataclass(frozen=True)
class History:
    """The class's chain up to its head."""

    chain_id: int
    links: Sequence[Link]
    texts: Sequence[Text]


@dataclass(frozen=True)
class Label:
    """What a bundle says of itself: whose it is, which version, and the moment of its papers."""

    school: str
    class_name: str
    year: str
    version: int
    made_at: str


def pack_bundle(
    label: Label, papers: Mapping[str, bytes], tables: Sequence[DataTable], history: History
) -> bytes:
    """Return the zip of a bundle; *papers* are files by name."""
    contents = {
        **papers,
        GUIDE: files(__package__).joinpath("README.txt").read_bytes(),
        DESCRIPTION: write_json(describe_tables(tables)),
        **{f"data/{table.name}.csv": write_csv(table) for table in tables},
        **{f"data/{table.name}.json": write_rows(table) for table in tables},
        LINKS: write_lines(history.links),
        TEXTS: write_lines(history.texts),
    }
    last = history.links[-1] if history.links else None
    manifest = {
        "format": FORMAT,
        **asdict(label),
        "chain": {
            "id": history.chain_id,
            "number": last.number if last else 0,
            "hash": last.hash if last else "",
        },
        "files": {name: describe_file(content) for name, content in sorted(contents.items())},
    }
    return write_zip([*sorted(contents.items()), (MANIFEST, write_json(manifest))])


def describe_file(content: bytes) -> dict[str, Any]:
    """A file's size in bytes and its SHA-256 in hexadecimal."""
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def describe_tables(tables: Sequence[DataTable]) -> list[dict[str, Any]]:
    """What every table and every column holds."""
    return [
        {
            "table": table.name,
            "about": table.about,
            "columns": [{"name": name, "about": about} for name, about in table.columns],
        }
        for table in tables
    ]


def write_json(value: Any) -> bytes:
    """A value as JSON that people can read."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write_rows(table: DataTable) -> bytes:
    """A table as a JSON list of objects."""
    names = [name for name, _about in table.columns]
    return write_json([dict(zip(names, row, strict=True)) for row in table.rows])


def write_csv(table: DataTable) -> bytes:
    """A table as CSV with a line of headings, for any spreadsheet.

    A text that a spreadsheet would take for a formula gets an apostrophe; the JSON has it as it is.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for name, _about in table.columns])
    writer.writerows([guard(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def guard(value: Any) -> Any:
    """A value that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def write_lines(rows: Sequence[Link] | Sequence[Text]) -> bytes:
    """One JSON object a line."""
    return "".join(f"{json.dumps(asdict(row), ensure_ascii=False)}\n" for row in rows).encode()


def write_zip(contents: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these files in this order, with no trace of the time or the computer."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, PLAIN_FILE, 3
            archive.writestr(info, content, compresslevel=9)
    return packed.getvalue()
