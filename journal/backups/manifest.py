"""What a backup says about itself: version, time, a digest of every table, and the heads of the chains."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from journal.amendments.heads import Head
from journal.backups.errors import BadBackup

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class TableDigest:
    """How many rows a table has in the backup, and the SHA-256 of their lines."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The first thing to read in a backup, and the last that is written."""

    schema: str
    made_at: datetime
    tables: dict[str, TableDigest]
    heads: list[Head]

    @property
    def rows(self) -> int:
        """How many rows the backup has in all."""
        return sum(table.rows for table in self.tables.values())

    def dump(self) -> bytes:
        """The manifest as JSON."""
        content = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(content, indent=1).encode()


def load_manifest(content: bytes) -> Manifest:
    """Read a manifest; raise `BadBackup` where it is none of ours."""
    try:
        data: dict[str, Any] = json.loads(content)
        if data["format"] != FORMAT:
            raise BadBackup("format")
        return Manifest(
            schema=data["schema"],
            made_at=datetime.fromisoformat(data["made_at"]),
            tables={name: TableDigest(**table) for name, table in data["tables"].items()},
            heads=[Head(**head) for head in data["heads"]],
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadBackup("manifest") from error
