"""Making a PDF of typst smaller without changing a page.

Typst writes every tag of a table as an object of its own in plain text: a class's journal has a hundred
thousand. Here they are put together into compressed object streams (ISO 32000-1, 7.5.7), as PDF/A-2 allows. A
general library does it too, but takes more than half as long as typst takes for drawing the pages.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

OBJECTS_A_STREAM = 200
ENTRY_BYTES = 20
XREF = re.compile(rb"xref\n0 (\d+)\n")
TRAILER = re.compile(rb"trailer\n<</Size \d+(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*$", re.S)
OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\s*$", re.S)
PAGE_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")


class NotPacked(ValueError):
    """The PDF isn't written as typst writes one."""


@dataclass
class Packed:
    """A PDF that grows: its bytes, and for every object its kind, place and index (7.5.8.3)."""

    content: bytearray
    entries: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, number: int, body: bytes) -> None:
        """Write an object in full."""
        self.entries[number] = (1, len(self.content), 0)
        self.content += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def add_stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a compressed stream."""
        squeezed = zlib.compress(data)
        body = b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (head, len(squeezed), squeezed)
        self.add(number, body)


def pack_pdf(content: bytes) -> tuple[bytes, int]:
    """Return the PDF with its small objects packed together, and its number of pages; or raise `NotPacked`.

    The same bytes give the same bytes.
    """
    trailer, pages = TRAILER.search(content, len(content) - 2000), PAGE_COUNT.search(content)
    if trailer is None or pages is None:
        raise NotPacked()
    start = int(trailer.group(2))
    objects = list(list_objects(content, start))
    packed = Packed(bytearray(content[: content.index(b"1 0 obj")]))
    small = []
    for number, body in objects:
        if body.endswith(b"endstream"):
            packed.add(number, body)
        else:
            small.append((number, body))
    free = max(number for number, _body in objects) + 1
    for at in range(0, len(small), OBJECTS_A_STREAM):
        add_objects(packed, free, small[at : at + OBJECTS_A_STREAM])
        free += 1
    add_index(packed, free, trailer.group(1))
    return bytes(packed.content), int(pages.group(1))


def list_objects(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Every object by its number, found through the table at *start*; or raise `NotPacked`."""
    head = XREF.match(content, start)
    if head is None:
        raise NotPacked()
    table = content[head.end() : head.end() + int(head.group(1)) * ENTRY_BYTES]
    lines = [table[at : at + ENTRY_BYTES] for at in range(0, len(table), ENTRY_BYTES)]
    places = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    if len(places) != len(lines) - 1:
        raise NotPacked()
    for first, last in zip(places, [*places[1:], start], strict=True):
        found = OBJECT.match(content[first:last])
        if found is None:
            raise NotPacked()
        yield int(found.group(1)), found.group(2)


def add_objects(packed: Packed, number: int, objects: Sequence[tuple[int, bytes]]) -> None:
    """Write a stream of objects: first their numbers and places, then their bodies."""
    places, bodies, place = [], [], 0
    for index, (key, body) in enumerate(objects):
        packed.entries[key] = (2, number, index)
        places.append(b"%d %d" % (key, place))
        bodies.append(body)
        place += len(body) + 1
    head = b" ".join(places) + b"\n"
    packed.add_stream(
        number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + b"\n".join(bodies)
    )


def add_index(packed: Packed, number: int, trailer: bytes) -> None:
    """Write the table of all objects, which is a stream too, and where it begins."""
    start = len(packed.content)
    packed.entries[number] = (1, start, 0)
    free = (0, 0, 65535)
    rows = (packed.entries.get(key, free) for key in range(number + 1))
    data = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, place, index in rows
    )
    head = b"/Type/XRef/Size %d/W[1 4 2]%b" % (number + 1, trailer)
    packed.add_stream(number, head, data)
    packed.content += b"startxref\n%d\n%%%%EOF\n" % start
