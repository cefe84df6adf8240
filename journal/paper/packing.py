"""Making a PDF smaller without changing a page: typst writes every tag of a table as an object of its own."""

import io

import pikepdf


def pack_pdf(content: bytes) -> tuple[bytes, int]:
    """Return the PDF with its small objects packed together, and its number of pages.

    The same bytes give the same bytes.
    """
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return packed.getvalue(), len(document.pages)
