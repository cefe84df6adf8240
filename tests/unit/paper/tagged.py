"""Reading the tables of a tagged PDF back: every cell with the text that a reader finds in it."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

Grid = list[list[str]]
INVISIBLE = re.compile("[\\s\u200b\u00ad]")
BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def read_tables(content: bytes) -> list[Grid]:
    """The tables of a PDF in order: rows of texts without spaces; a cell stands in its first row."""
    with pikepdf.open(io.BytesIO(content)) as document:
        texts = {page.objgen: read_marked_texts(page) for page in document.pages}
        tables = find_all(document.Root.StructTreeRoot, "/Table")
        return [
            [
                [squeeze(read_element(cell, texts)) for cell in find_cells(row)]
                for row in find_all(table, "/TR")
            ]
            for table in tables
        ]


def squeeze(text: str) -> str:
    """A text without what only breaks lines."""
    return INVISIBLE.sub("", text)


def find_all(element: Any, kind: str) -> Iterator[Any]:
    """The elements of a kind below one, in order of reading; those inside of a found one are left out."""
    for kid in list_kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kind == kid.S:
                yield kid
            else:
                yield from find_all(kid, kind)


def find_cells(row: Any) -> list[Any]:
    return [kid for kid in list_kids(row) if kid.S in ("/TD", "/TH")]


def list_kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def read_element(element: Any, texts: dict[tuple[int, int], dict[int, str]]) -> str:
    """The text of everything below a structure element."""
    if "/ActualText" in element:
        return str(element.ActualText)
    found = []
    for kid in list_kids(element):
        if isinstance(kid, int):
            found.append(texts[element.Pg.objgen].get(kid, ""))
        elif "/MCID" in kid:
            found.append(texts[kid.get("/Pg", element.get("/Pg")).objgen].get(int(kid.MCID), ""))
        else:
            found.append(read_element(kid, texts))
    return "".join(found)


def read_marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The texts of a page by the number of their marked content."""
    fonts = {name: read_map(font) for name, font in page.resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mark = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None
            open_marks.append(int(mark) if mark is not None else None)
        elif name == "BMC":
            open_marks.append(None)
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            numbers = [mark for mark in open_marks if mark is not None]
            if numbers:
                parts = operands[0] if name == "TJ" else [operands[0]]
                text = "".join(
                    decode(bytes(part), font) for part in parts if isinstance(part, pikepdf.String)
                )
                found[numbers[-1]] = found.get(numbers[-1], "") + text
    return found


def decode(content: bytes, font: dict[bytes, str]) -> str:
    """The text of two-byte codes."""
    return "".join(font.get(content[at : at + 2], "") for at in range(0, len(content), 2))


def read_map(font: Any) -> dict[bytes, str]:
    """What the codes of a font mean."""
    stream = font.ToUnicode.read_bytes()
    found: dict[bytes, str] = {}
    for block in BFCHAR.findall(stream):
        codes = HEX.findall(block)
        for code, text in zip(codes[::2], codes[1::2], strict=True):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in BFRANGE.findall(stream):
        codes = HEX.findall(block)
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + step).to_bytes(2, "big")
                found[code] = chr(start + step)
    return found
