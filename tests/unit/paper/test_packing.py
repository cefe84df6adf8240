"""A packed PDF is the same PDF: every object is there, in a fraction of the bytes."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from journal.paper.packing import NotPacked, pack_pdf
from journal.paper.pdf import write_book
from journal.sheets.book import Making, build_book
from tests.factories.class_record import make_record

MOMENT = datetime(2027, 6, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def raw() -> bytes:
    return write_book(build_book(make_record(lessons=25), Making("учитель", "01.06.2027 10:00")), MOMENT)


def test_every_object_is_there_and_says_the_same(raw: bytes) -> None:
    content, pages = pack_pdf(raw)
    assert len(content) < len(raw) / 4
    with pikepdf.open(io.BytesIO(raw)) as before, pikepdf.open(io.BytesIO(content)) as after:
        assert after.check_pdf_syntax() == []
        assert len(after.pages) == len(before.pages) == pages
        assert after.trailer.ID == before.trailer.ID
        for known in before.objects:
            found = after.get_object(known.objgen)
            assert found.unparse(resolved=True) == known.unparse(resolved=True)
            if isinstance(known, pikepdf.Stream):
                assert found.read_raw_bytes() == known.read_raw_bytes()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF\n", b"PK\x03\x04"])
def test_what_typst_did_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(NotPacked):
        pack_pdf(content)


def test_a_damaged_table_is_refused(raw: bytes) -> None:
    place = raw.rindex(b"xref\n0 ")
    with pytest.raises(NotPacked):
        pack_pdf(raw[:place] + raw[place:].replace(b" 00000 n", b" 00000 f", 5).replace(b"0000", b"0007", 1))
