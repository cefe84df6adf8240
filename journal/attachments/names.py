"""The name under which a file is kept and given back."""

import re

from journal.attachments.types import FileType
from journal.texts.rules import clean_line

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST = 120


def clean_name(name: str, kind: FileType) -> str:
    """Return the last part of *name*, safe on every computer, with the ending of what the file really is."""
    base = FORBIDDEN.sub(" ", clean_line(re.split(r"[/\\]", name)[-1]))
    stem = " ".join(base.split()).strip(". ")
    ending = stem.rpartition(".")[2].lower()
    if ending in kind.endings:
        stem = stem[: -len(ending) - 1].rstrip(". ")
    else:
        ending = kind.endings[0]
    return f"{stem[:LONGEST].rstrip('. ') or 'файл'}.{ending}"
