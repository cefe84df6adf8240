"""What is refused around marks of other organisations; the pages say it in words."""

from dataclasses import dataclass

from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class BadReport(JournalError):
    """A report can't stand as it was described.

    *trouble* is «future», «old», «number», «empty», «long», «mark», «subject» or «period».
    """

    trouble: str
