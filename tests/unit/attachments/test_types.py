"""A file is what its content says, whatever it is called."""

import io
import zipfile

import pytest

from journal.attachments.names import clean_name
from journal.attachments.types import (
    DOC,
    DOCX,
    GIF,
    JPEG,
    ODT,
    PDF,
    PNG,
    PPT,
    PPTX,
    RTF,
    WEBP,
    XLS,
    XLSX,
    FileType,
    detect_type,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = "[Content_Types].xml"


def zipped(*names: str, **contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**contents, **dict.fromkeys(names, b"<x/>")}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") for name in streams)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n...", PDF),
        (b"\xff\xd8\xff\xe0...", JPEG),
        (b"\x89PNG\r\n\x1a\n...", PNG),
        (b"GIF89a...", GIF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", WEBP),
        (b"{\\rtf1 ...}", RTF),
        (zipped(TYPES, "word/document.xml"), DOCX),
        (zipped(TYPES, "xl/workbook.xml"), XLSX),
        (zipped(TYPES, "ppt/presentation.xml"), PPTX),
        (zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), ODT),
        (ole("Root Entry", "WordDocument"), DOC),
        (ole("Root Entry", "Workbook"), XLS),
        (ole("Root Entry", "PowerPoint Document"), PPT),
    ],
)
def test_known_types(content: bytes, expected: FileType) -> None:
    assert detect_type(content) is expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<svg onload='x'></svg>",
        b"<!doctype html><script>x</script>",
        b" %PDF-1.7",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"PK\x03\x04 broken",
        zipped("a.txt"),
        zipped(TYPES, "word/document.xml", "word/vbaProject.bin"),
        zipped("content.xml", mimetype=b"application/x-something"),
        zipped("content.xml", mimetype=b"x" * 200_000),
        ole("WordDocument", "_VBA_PROJECT"),
        ole("Something"),
    ],
)
def test_everything_else_is_refused(content: bytes) -> None:
    assert detect_type(content) is None


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        ("Задание.pdf", PDF, "Задание.pdf"),
        ("фото.JPEG", JPEG, "фото.jpeg"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Документы\\план.docx", DOCX, "план.docx"),
        ("отчёт.exe", PDF, "отчёт.exe.pdf"),
        ("gpj.\u202eexe.pdf", PDF, "gpj.exe.pdf"),
        ('a<b>:"c|?*\x00.png', PNG, "a b c.png"),
        ("", PDF, "файл.pdf"),
        ("...", PDF, "файл.pdf"),
        ("я" * 400 + ".pdf", PDF, "я" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kind: FileType, expected: str) -> None:
    assert clean_name(given, kind) == expected
