"""Why a backup can't be restored."""

from typing import Literal

Why = Literal["zip", "format", "manifest", "schema", "tables", "digest", "row"]


class BadBackup(Exception):
    """The file is no backup, was damaged or belongs to another version; *why* says which."""

    def __init__(
        self, why: Literal["zip", "format", "manifest", "schema", "tables", "digest", "row"]
    ) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why


class NotEmpty(Exception):
    """The database holds a school already, and nobody said that it may be replaced."""
