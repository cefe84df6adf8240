"""A workbook is read safely: what is hostile, broken or too large is refused before it can do harm."""

import io
import time
import zipfile
from datetime import date
from datetime import time as clock

import pytest
from openpyxl import Workbook

from journal.imports.errors import WorkbookRefused
from journal.imports.workbook import MAX_ENTRIES, MAX_ROWS, MAX_SHEETS, as_text, read_workbook
from tests.factories.workbooks import PUPILS, SCHOOL, make_workbook


def refusal_of(content: bytes) -> str:
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook("файл.xlsx", content)
    assert caught.value.file == "файл.xlsx"
    return caught.value.trouble


def with_part(name: str, part: bytes, *, replace: bool = False) -> bytes:
    """The bytes of a good workbook with one more part, or with another part in the place of one."""
    source, target = io.BytesIO(make_workbook({"Лист": [["текст"]]})), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not (replace and entry.filename == name):
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return target.getvalue()


def test_the_school_s_list_is_read_with_its_titles_rows_and_dates() -> None:
    sheets = read_workbook(PUPILS, (SCHOOL / PUPILS).read_bytes())
    assert [sheet.title for sheet in sheets] == ["5А", "6А", "7А", "8А", "9А"]
    first = sheets[0].rows[3]
    assert first[:4] == (1.0, "Ёлкин Роман Васильевич", date(2015, 1, 6), "Ё-118")
    assert sheets[0].rows[1] == (None,) * len(first)


def test_cells_come_as_plain_values() -> None:
    rows = [[12, 1.5, "x", None, date(2026, 9, 1), True, "=1+1", clock(8, 30)]]
    (sheet,) = read_workbook("a.xlsx", make_workbook({"Лист": rows}))
    assert sheet.rows[0] == (12.0, 1.5, "x", None, date(2026, 9, 1), "True", None, "08:30")


def test_rows_keep_their_numbers_below_empty_ones() -> None:
    (sheet,) = read_workbook("a.xlsx", make_workbook({"Лист": [[], [], [None, "третья"]]}))
    assert sheet.rows == ((None, None), (None, None), (None, "третья"))


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "not-xlsx"),
        (b"just a text", "not-xlsx"),
        (b"PK\x03\x04 and no more", "not-xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old-format"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, trouble: str) -> None:
    assert refusal_of(content) == trouble


def test_another_zip_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal_of(target.getvalue()) == "not-xlsx"


def test_a_truncated_workbook_is_refused() -> None:
    content = make_workbook({"Лист": [["текст"] * 20] * 50})
    assert refusal_of(content[: len(content) // 2]) == "not-xlsx"


def test_a_damaged_part_is_refused() -> None:
    content = bytearray(make_workbook({"Лист": [[f"текст {n}" for n in range(20)] for _ in range(50)]}))
    place = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[place : place + 40] = bytes(40)
    assert refusal_of(bytes(content)) == "broken"


def test_broken_xml_is_refused() -> None:
    assert refusal_of(with_part("xl/workbook.xml", b"<workbook><sheets>", replace=True)) == "broken"


def test_a_zip_bomb_is_refused_by_its_directory_alone() -> None:
    started = time.monotonic()
    content = with_part("xl/media/image1.png", bytes(100 * 1024 * 1024))
    assert len(content) < 200_000
    made = time.monotonic()
    assert refusal_of(content) == "bomb"
    assert time.monotonic() - made < 1.0 + (made - started)


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(with_part("xl/media/image1.png", bytes(5000)))
    directory = content.rindex(b"xl/media/image1.png") - 46
    assert content[directory : directory + 4] == b"PK\x01\x02"
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    assert refusal_of(bytes(content)) == "broken"


def test_too_many_parts_are_refused() -> None:
    target = io.BytesIO(make_workbook({"Лист": [["текст"]]}))
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(f"xl/part{number}.xml", "")
    assert refusal_of(target.getvalue()) == "too-many-parts"


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [("XFD1048576", "too-many-rows"), (f"A{MAX_ROWS + 1}", "too-many-rows"), ("ZZ1", "too-many-columns")],
)
def test_a_value_far_away_is_refused_instead_of_reserving_the_whole_rectangle(
    cell: str, trouble: str
) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active["A1"] = "здесь"
    workbook.active[cell] = "там"
    target = io.BytesIO()
    workbook.save(target)
    assert refusal_of(target.getvalue()) == trouble


def test_too_many_sheets_are_refused() -> None:
    content = make_workbook({f"Лист {number}": [["x"]] for number in range(MAX_SHEETS + 1)})
    assert refusal_of(content) == "too-many-sheets"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (0.5, "0.5"),
        (None, ""),
        (date(2026, 9, 1), "01.09.2026"),
        ("  много   пробелов \n\n и строк  ", "много пробелов\nи строк"),
        ("невидимый\u202e знак\u0000", "невидимый знак"),
        (89246725923.0, "89246725923"),
    ],
)
def test_cells_as_a_person_reads_them(cell: str | float | date | None, text: str) -> None:
    assert as_text(cell) == text
