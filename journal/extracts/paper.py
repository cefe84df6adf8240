"""An extract as PDF: what stands on it beside its sheets."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from journal.extracts.contents import Contents
from journal.extracts.sheets import list_sheets
from journal.paper.pdf import compile_pdf, view_sheet
from journal.sheets.words import write_day

TEMPLATE = "extract.typ"


@dataclass(frozen=True)
class ExtractHead:
    """What an extract says of itself: whose it is, of what moment, who signs it, how it is proved.

    `receipt`: whether whoever receives it signs for it. `address` is that of the page that checks the code.
    """

    number: str
    school: str
    place: str
    pupil: str
    class_name: str
    subject: str
    moment: str
    position: str
    person: str
    code: str
    address: str
    head: str
    receipt: bool


def write_extract(head: ExtractHead, contents: Contents, moment: datetime) -> bytes:
    """Return the PDF of an extract; the same contents and moment make the same bytes."""
    return compile_pdf(TEMPLATE, view_extract(head, contents), moment)


def view_extract(head: ExtractHead, contents: Contents) -> dict[str, Any]:
    """An extract as its template takes it."""
    days = f"{write_day(contents.span.starts_on)} – {write_day(contents.span.ends_on)}"
    return {**asdict(head), "interval": days, "sheets": [view_sheet(one) for one in list_sheets(contents)]}
