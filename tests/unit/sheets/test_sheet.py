"""A sheet is cut into pages; its headings are cut with it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from journal.sheets.sheet import Column, Heading, Sheet, place_headings

CELL = Column("cell", 4)
SHEET = Sheet(
    title="Лист",
    columns=[CELL] * 6,
    headings=[
        [Heading("№", down=2), Heading("сентябрь", across=3), Heading("октябрь", across=2)],
        [Heading("1"), Heading("8"), Heading("15"), Heading("3"), Heading("10")],
    ],
    rows=[tuple("абвгде"), tuple("жзийкл"), tuple("мнопрс")],
    fixed=1,
    column_breaks=[3],
    row_breaks=[2],
    totals=1,
    notes=["примечание"],
)


def test_pages_go_across_first_and_then_down() -> None:
    pages = SHEET.list_pages()
    assert [page.rows for page in pages] == [
        [tuple("абв"), tuple("жзи")],
        [tuple("агде"), tuple("жйкл")],
        [tuple("мно")],
        [tuple("мпрс")],
    ]
    assert [page.totals for page in pages] == [0, 0, 1, 1]
    assert [list(page.notes) for page in pages] == [[], [], ["примечание"], ["примечание"]]


def test_a_heading_over_a_break_stands_on_both_pages() -> None:
    left, right, *_rest = SHEET.list_pages()
    assert [(one.text, one.across) for one in left.headings[0]] == [("№", 1), ("сентябрь", 2)]
    assert [(one.text, one.across) for one in right.headings[0]] == [
        ("№", 1),
        ("сентябрь", 1),
        ("октябрь", 2),
    ]
    assert [one.text for one in right.headings[1]] == ["15", "3", "10"]


def test_headings_below_a_deep_one_begin_beside_it() -> None:
    placed = [(level, at, heading.text) for level, at, heading in place_headings(SHEET.headings)]
    assert placed[0] == (0, 0, "№")
    assert placed[3:5] == [(1, 1, "1"), (1, 2, "8")]


@given(st.sets(st.integers(2, 5)), st.sets(st.integers(1, 2)))
def test_no_text_is_lost_or_doubled_by_any_breaks(columns: set[int], rows: set[int]) -> None:
    sheet = replace(SHEET, column_breaks=sorted(columns), row_breaks=sorted(rows))
    seen = sorted(text for page in sheet.list_pages() for row in page.rows for text in row[1:])
    assert seen == sorted(text for row in SHEET.rows for text in row[1:])
