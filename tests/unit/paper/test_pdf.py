"""The journal of a class as PDF: valid for an archive, the cells of its sheets, any text (R-ARCHIVE)."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import page
import pypdf
import pytest

from journal.paper.glyphs import read_coverage
from journal.paper.packing import pack_pdf
from journal.paper.pdf import write_book
from journal.sheets.book import Book, Making, build_book
from journal.sheets.sheet import Sheet
from tests.factories.class_record import make_course, make_pupils, make_record
from tests.unit.paper.tagged import Grid, read_tables, squeeze

MOMENT = datetime(2027, 6, 1, 5, tzinfo=UTC)
MAKING = Making("учитель, Иванова Мария Петровна", "01.06.2027 10:00")
FRONT_PAGES, SUMMARIES = 3, 3
# Known as a false alarm of the validator: it counts the line end before `endstream`.
FALSE_ALARMS = {"PDFA2A-STREAM-LENGTH-001"}


@pytest.fixture(scope="module")
def book() -> Book:
    pupils = make_pupils()
    courses = [
        make_course(pupils=pupils, course_id=1, lessons=45),
        make_course(pupils=pupils[:3], course_id=2, subject="Музыка", subgroup="1 подгруппа", lessons=20),
        make_course(pupils=pupils, course_id=3, subject="История", lessons=0),
    ]
    return build_book(make_record(pupils=pupils, courses=courses), MAKING)


@pytest.fixture(scope="module")
def raw(book: Book) -> bytes:
    return write_book(book, MOMENT)


@pytest.fixture(scope="module")
def packed(raw: bytes) -> bytes:
    return pack_pdf(raw)[0]


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("state", ["raw", "packed"])
def test_it_is_fit_for_the_archive_and_for_screen_readers(
    request: pytest.FixtureRequest, state: str, profile: str
) -> None:
    assert list_faults(request.getfixturevalue(state), profile) == set()


def list_faults(content: bytes, profile: str = "2a") -> set[str]:
    """The rules of a standard that a PDF breaks."""
    report = page.validate_pdf_bytes(content, profile=profile)
    assert report.rules.total > 50
    return {failure.rule_id for failure in report.failures} - FALSE_ALARMS


def test_a_pdf_that_is_unfit_would_be_found(raw: bytes) -> None:
    assert list_faults(raw.replace(b"/MarkInfo<</Marked true", b"/MarkInfo<</Marked null")) != set()


def test_its_cells_are_the_cells_of_the_sheets(book: Book, packed: bytes) -> None:
    _contents, *tables = read_tables(packed)
    sheets = [
        half
        for course in book.courses
        for spread in zip(course.marks.list_pages(), course.topics.list_pages(), strict=True)
        for half in spread
    ]
    assert len(tables) == len(sheets) + len(book.summaries) == 5 * 2 + SUMMARIES
    for table, sheet in zip(tables, [*sheets, *book.summaries], strict=True):
        assert table[len(sheet.headings) :] == expect_cells(sheet)
        titles = [squeeze(one.text) for row in sheet.headings for one in row]
        shorts = [squeeze(one.short or one.text) for row in sheet.headings for one in row]
        found = [text for row in table[: len(sheet.headings)] for text in row]
        assert all(text in pair for text, *pair in zip(found, titles, shorts, strict=True))


def expect_cells(sheet: Sheet) -> Grid:
    """The rows as a tagged table has them: a cell that spans a group stands in the group's first row."""
    starts = {sum(sheet.groups[:at]) for at in range(len(sheet.groups))}
    return [
        [
            squeeze(text or "")
            for text, column in zip(row, sheet.columns, strict=True)
            if number in starts or not (sheet.groups and column.spans_group)
        ]
        for number, row in enumerate(sheet.rows)
    ]


def test_every_spread_of_twenty_lessons_has_an_even_page_on_its_left(book: Book, packed: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(packed))
    starts = {str(one["/Title"]): reader.get_destination_page_number(one) + 1 for one in reader.outline}
    assert starts["Математика"] == FRONT_PAGES + 1
    assert starts["Музыка, 1 подгруппа"] == starts["Математика"] + 2 * 3
    assert starts["История"] == starts["Музыка, 1 подгруппа"] + 2
    assert starts["Сводная ведомость учета успеваемости"] == starts["История"] + 2
    assert all(starts[course.subject] % 2 == 0 for course in book.courses)


def test_the_contents_name_the_right_pages_and_the_last_page_counts_the_sheets(packed: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(packed))
    starts = {
        squeeze(str(one["/Title"])): str(reader.get_destination_page_number(one) + 1)
        for one in reader.outline
    }
    contents = {row[1]: row[0] for row in read_tables(packed)[0][1:]}
    assert contents == {title: start for title, start in starts.items() if title != "Оглавление"}
    pages = len(reader.pages)
    last = " ".join(reader.pages[-1].extract_text().split())
    assert f"листов: {-(-pages // 2)} (" in last
    assert f"Страниц: {pages}, печать с двух сторон листа." in last
    assert "Заместитель директора по УВР" in last


def test_the_title_page_tells_whose_journal_it_is(packed: bytes) -> None:
    text = " ".join(pypdf.PdfReader(io.BytesIO(packed)).pages[0].extract_text().split())
    for part in (
        "КЛАССНЫЙ ЖУРНАЛ",
        "5А",
        "2026/2027",
        "село Ключи, Курганская область",
        "Иванова Мария Петровна",
        "Записи с 01.09.2026 по 31.08.2027",
        "Напечатано 01.06.2027 10:00",
    ):
        assert part in text


def test_the_same_data_and_moment_make_the_same_bytes(book: Book, raw: bytes, packed: bytes) -> None:
    assert write_book(book, MOMENT) == raw
    assert pack_pdf(raw)[0] == packed
    assert write_book(book, MOMENT.replace(hour=6)) != raw


STRANGE = {
    "😀 § 5": "□§5",
    "👨‍👩‍👧": "□□□",
    "שלום": "שלום",
    "مرحبا": "□" * 5,
    "\u202eабв\u202c": "абв",
    "=cmd|' /C calc'!A0": "=cmd|'/Ccalc'!A0",
    '#panic("a") *б* $x$ \\ @a <b> [в] // г': '#panic("a")*б*$x$\\@a<b>[в]//г',
    "а\x00б\x07в\tг": "абвг",
    "и\u0306ж": "йж",
    "Щ" * 300: "Щ" * 300,
    "Оченьдлинное слово " * 16: "Оченьдлинноеслово" * 16,
    "\ufeffа\ue000": "а□",
}


def test_any_text_prints_and_what_the_font_lacks_is_seen() -> None:
    pupils = [
        replace(make_pupils(("Орлов Пётр",))[0], id=number, last_name=text, first_name="")
        for number, text in enumerate(STRANGE, start=1)
    ]
    course = make_course(pupils=pupils, subject="Математика 😀", lessons=20, topics=list(STRANGE))
    content = write_book(build_book(make_record(pupils=pupils, courses=[course]), MAKING), MOMENT)
    _contents, marks, topics, *_rest = read_tables(content)
    names = [row[1] for row in marks if row[0].isdecimal() and len(row) > 20]
    # Letters that are written from the right come back as they are seen.
    assert [in_order(name) for name in names] == [in_order(text) for text in STRANGE.values()]
    assert {in_order(row[2]) for row in topics[1:]} == {in_order(text) for text in STRANGE.values()}
    assert list_faults(content) == set()


def in_order(text: str) -> str:
    return text[::-1] if "\u0590" <= text[:1] <= "\u05ff" and text > text[::-1] else text


def test_no_sign_of_the_making_stays_in_a_text(packed: bytes) -> None:
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(packed)).pages)
    assert "прошнуровано" in text
    assert not {"\u200b", "\u00ad", "\ufffd"} & set(text)


@pytest.mark.parametrize(("pupils", "lessons"), [(0, 0), (0, 25), (6, 0)])
def test_an_empty_class_prints(pupils: int, lessons: int) -> None:
    known = make_pupils()[:pupils]
    course = make_course(pupils=known, lessons=lessons)
    content = write_book(build_book(make_record(pupils=known, courses=[course]), MAKING), MOMENT)
    assert list_faults(content) == set()


def test_the_font_has_every_character_that_is_promised() -> None:
    """A PDF/A with one character too many is not made: typst would raise an error here."""
    known = "".join(chr(code) for first, last in read_coverage() for code in range(first, last + 1))
    texts = [" ".join(known[at : at + 60]) for at in range(0, len(known), 60)]
    course = make_course(pupils=[], subject=known[500:560], lessons=len(texts), topics=texts)
    record = replace(make_record(pupils=[], courses=[course]), tutors=texts[:20])
    assert len(known) > 2000
    assert write_book(build_book(record, MAKING), MOMENT)[:5] == b"%PDF-"


@pytest.mark.parametrize("count", [1, 25])
def test_page_numbers_agree_however_long_the_contents_are(count: int) -> None:
    pupils = make_pupils()[:1]
    courses = [
        make_course(pupils=pupils, course_id=n, subject=f"Предмет {n}", lessons=1)
        for n in range(1, count + 1)
    ]
    content = write_book(build_book(make_record(pupils=pupils, courses=courses), MAKING), MOMENT)
    reader = pypdf.PdfReader(io.BytesIO(content))
    starts = [reader.get_destination_page_number(one) + 1 for one in reader.outline][1:]
    assert [int(row[0]) for row in read_tables(content)[0][1:]] == starts
