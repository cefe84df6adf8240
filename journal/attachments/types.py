"""What a file is, told by its content and never by its name or by what the browser says."""

import io
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """A type that may be attached: its name as people know it, its endings, its media type."""

    name: str
    endings: tuple[str, ...]
    media_type: str


_WORD, _SHEET, _SLIDES = "wordprocessingml", "spreadsheetml", "presentationml"


def _office(name: str, family: str, kind: str) -> FileType:
    media_type = f"application/vnd.openxmlformats-officedocument.{family}.{kind}"
    return FileType(name, (name.lower(),), media_type)


def _open_document(name: str, kind: str) -> FileType:
    return FileType(name, (name.lower(),), f"application/vnd.oasis.opendocument.{kind}")


PDF = FileType("PDF", ("pdf",), "application/pdf")
JPEG = FileType("JPEG", ("jpg", "jpeg"), "image/jpeg")
PNG = FileType("PNG", ("png",), "image/png")
GIF = FileType("GIF", ("gif",), "image/gif")
WEBP = FileType("WebP", ("webp",), "image/webp")
RTF = FileType("RTF", ("rtf",), "application/rtf")
DOCX = _office("DOCX", _WORD, "document")
XLSX = _office("XLSX", _SHEET, "sheet")
PPTX = _office("PPTX", _SLIDES, "presentation")
ODT = _open_document("ODT", "text")
ODS = _open_document("ODS", "spreadsheet")
ODP = _open_document("ODP", "presentation")
DOC = FileType("DOC", ("doc",), "application/msword")
XLS = FileType("XLS", ("xls",), "application/vnd.ms-excel")
PPT = FileType("PPT", ("ppt",), "application/vnd.ms-powerpoint")

ALLOWED = (PDF, JPEG, PNG, GIF, WEBP, DOCX, XLSX, PPTX, ODT, ODS, ODP, DOC, XLS, PPT, RTF)
ALLOWED_NAMES = tuple(kind.name for kind in ALLOWED)

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"{\\rtf", RTF),
)
ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
OPEN_DOCUMENTS = {kind.media_type.encode(): kind for kind in (ODT, ODS, ODP)}
OLE_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT}
MOST_ENTRIES = 10_000
LONGEST_MEDIA_TYPE = 100


def detect_type(content: bytes) -> FileType | None:
    """Return the type of a file, or None for one that isn't allowed. Documents with macros aren't."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(OLE_SIGNATURE):
        return _detect_old_office(content)
    if content.startswith(ZIP_SIGNATURE):
        return _detect_zipped(content)
    return None


def _detect_zipped(content: bytes) -> FileType | None:
    """Tell an office document by the names inside it; nothing but a short first entry is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or any(_is_macro(name) for name in names):
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)
            if entries[0].filename == "mimetype" and entries[0].file_size <= LONGEST_MEDIA_TYPE:
                return OPEN_DOCUMENTS.get(archive.read(entries[0]).strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, IndexError, OSError):
        return None  # broken, encrypted or packed in an unknown way
    return None


def _is_macro(name: str) -> bool:
    return name.endswith("vbaProject.bin") or name.startswith("Basic/")


def _detect_old_office(content: bytes) -> FileType | None:
    """Tell a document of the old binary formats by the names of its streams."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        return None
    found = (kind for name, kind in OLE_STREAMS.items() if name.encode("utf-16-le") in content)
    return next(found, None)
