"""An extract on paper: fit for readers, its cells and nothing else, whatever was typed (R-ASK, R-OWNER)."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import page
import pypdf
import pytest

from journal.extracts.chart import build_chart
from journal.extracts.checking import read_code
from journal.extracts.contents import Contents
from journal.extracts.mailing import protect_pdf
from journal.extracts.making import make_code
from journal.extracts.paper import write_extract
from journal.extracts.rules import Timeliness
from journal.extracts.sheets import list_sheets
from journal.paper.glyphs import clean_text
from tests.unit.extracts.sample import HEAD, make_contents
from tests.unit.paper.tagged import read_tables, squeeze

MOMENT = datetime(2026, 11, 20, 7, tzinfo=UTC)
# Known as a false alarm of the validator: it counts the line end before `endstream`.
FALSE_ALARMS = {"PDFA2A-STREAM-LENGTH-001"}
HOSTILE = '=HYPERLINK("http://x") 🦉 \u202eпереворот\u2066 שלום #import "x" $a_b$ *b* ' + "Ы" * 300


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize(
    "contents", [make_contents(), make_contents(HOSTILE), make_contents(subjects=0, days=0)]
)
def test_it_is_fit_for_the_archive_and_for_screen_readers(contents: Contents, profile: str) -> None:
    report = page.validate_pdf_bytes(write_extract(HEAD, contents, MOMENT), profile=profile)
    assert report.rules.total > 50
    assert {failure.rule_id for failure in report.failures} - FALSE_ALARMS == set()


@pytest.mark.parametrize("text", ["§ 12, № 345", HOSTILE])
def test_its_cells_are_those_of_its_sheets(text: str) -> None:
    contents = make_contents(text, days=30)
    tables = read_tables(write_extract(HEAD, contents, MOMENT))
    sheets = list_sheets(contents)
    assert [sheet.title for sheet in sheets] == [
        "Текущая успеваемость и посещаемость", "Домашние задания", "Исправлено после предыдущей выписки",
    ]  # fmt: skip
    assert len(tables) == len(sheets)
    for table, sheet in zip(tables, sheets, strict=True):
        found = [read_hebrew(text) for row in table[len(sheet.headings) :] for text in row]
        expected = [squeeze(clean_text(text or "")) for row in sheet.rows for text in row]
        assert [text for text in found if text] == drop_repeated(expected, sheet.groups, len(sheet.columns))


def read_hebrew(text: str) -> str:
    """A text from the paper in the order in which it was typed: there its Hebrew letters run to the left."""
    return re.sub("[\u0590-\u05ff]+", lambda found: found.group()[::-1], text)


def drop_repeated(cells: list[str], groups: object, width: int) -> list[str]:
    """The cells that hold something; a day stands once over all its homework."""
    kept = []
    for place, text in enumerate(cells):
        is_repeated = bool(groups) and place % width == 0 and place >= width and cells[place - width] == text
        if text and not is_repeated:
            kept.append(text)
    return kept


def test_the_same_contents_make_the_same_bytes_and_names_of_any_length_fit() -> None:
    head = replace(HEAD, pupil="Ы" * 300, school="Ш " * 150, person="Я" * 100)
    contents = make_contents()
    assert write_extract(head, contents, MOMENT) == write_extract(head, contents, MOMENT)


@pytest.mark.parametrize(
    "password", ["семь синих", "п" * 63, "\U0001f989\U0001f989\U0001f989abc", "a\x07b\u202ec d"]
)
def test_a_protected_file_keeps_its_contents_from_everybody_else(password: str) -> None:
    protected = protect_pdf(write_extract(HEAD, make_contents(), MOMENT), password)
    assert HEAD.code.encode() not in protected
    assert b"/AESV3" in protected


def test_code_and_address_are_copied_from_the_file_in_one_piece() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_extract(HEAD, make_contents(), MOMENT)))
    text = "".join(one.extract_text() for one in reader.pages).replace("\n", "")
    assert text.count(HEAD.code) == 2
    assert HEAD.address in text


def test_a_code_is_read_as_people_type_it() -> None:
    code = make_code()
    assert read_code(f"  {code.lower().replace('-', '')} ") == code
    assert read_code("к7qм 2rтd 9xwа") == "K7QM-2RTD-9XWA"
    assert read_code(code + "A") != code
    assert read_code("\u0000🦉") == ""


def test_bars_stand_on_the_ground_and_fill_the_height() -> None:
    month = date(2026, 9, 1)
    chart = build_chart([(month, Timeliness(month, 6, 2), Timeliness(month, 3, 0))], height=80)
    former, in_time, late = chart.bars
    assert (chart.highest, former.height, in_time.height, late.height) == (8, 30, 60, 20)
    assert (in_time.y + in_time.height, late.y, former.y + former.height) == (80, 0, 80)
    assert [bar.is_late for bar in chart.bars] == [False, False, True]
    assert [bar.is_former for bar in chart.bars] == [True, False, False]
