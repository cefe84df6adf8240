"""What the «Примечание» column says of a pupil: exemption from PE, home teaching, risk group, a note."""

import re
from dataclasses import dataclass
from datetime import date

from journal.imports.people import is_nothing, parse_date
from journal.names import fold

EXEMPTION = re.compile(r"^осв\w*\.?\s.*физ", re.IGNORECASE)
UNTIL = re.compile(
    r"\b(?:до|по)\s+(\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}\s+[а-я]+(?:\s+\d{4})?)", re.IGNORECASE
)
HOME_TAUGHT = re.compile(r"обуч\w*\.?\s+на\s+дому|надомн|домашнее обучение|на дому", re.IGNORECASE)
AT_RISK = re.compile(r"группа? риска|гр\. риска", re.IGNORECASE)


@dataclass(frozen=True)
class Notes:
    """The facts of a note; `pe_exempt_until` is None with `pe_exempt` when no last day is given (R-PE)."""

    pe_exempt: bool = False
    pe_exempt_until: date | None = None
    home_taught: bool = False
    at_risk: bool = False
    text: str = ""


def parse_notes(text: str, *, school_year: int) -> Notes:
    """Take the facts out of a note; parts that aren't understood stay in `text` as they are."""
    exempt, home_taught, at_risk = False, False, False
    until: date | None = None
    rest = []
    for part in re.split(r"[;\n]|,(?!\s*\d)", text):
        words = " ".join(part.split())
        if not words or is_nothing(words):
            continue
        if EXEMPTION.search(words):
            match = UNTIL.search(words)
            exempt, until = True, parse_date(match.group(1), school_year=school_year) if match else None
        elif HOME_TAUGHT.search(words):
            home_taught = True
        elif AT_RISK.search(fold(words)):
            at_risk = True
        else:
            rest.append(words)
    return Notes(exempt, until, home_taught, at_risk, "; ".join(rest))
