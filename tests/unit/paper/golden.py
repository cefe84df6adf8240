"""One page of every sheet as a small picture; `python -m tests.unit.paper.golden` draws them anew."""

import io
import json
from pathlib import Path
from typing import Any

import typst
from PIL import Image

import journal.paper
from journal.extracts.paper import view_extract
from journal.paper.pdf import clean_texts, view_book
from journal.sheets.book import Book, Making, build_book
from tests.factories.class_record import make_record
from tests.unit.extracts.sample import HEAD, make_contents

FOLDER = Path(__file__).parent / "pictures"
TEMPLATES = Path(journal.paper.__file__).parent / "templates"
POINTS_PER_INCH = 45
# The pages of the book below that show one sheet each.
PAGES = {
    1: "title",
    2: "contents",
    4: "marks",
    5: "topics",
    10: "progress",
    11: "attendance",
    12: "pupils",
    13: "last",
}


def make_book() -> Book:
    """A small class with two pages of lessons and a half."""
    making = Making("учитель, Иванова Мария Петровна", "01.06.2027 10:00", "№ 1204, 9f8e7d6c")
    return build_book(make_record(lessons=45), making)


def draw_pages() -> dict[str, Image.Image]:
    """The pages as pictures, by name: those of the book, and the first one of an extract."""
    book = draw("book.typ", view_book(make_book()))
    extract = draw("extract.typ", view_extract(HEAD, make_contents()))
    return {name: book[number - 1] for number, name in PAGES.items()} | {"extract": extract[0]}


def draw(template: str, data: dict[str, Any]) -> list[Image.Image]:
    """What a template makes of data, page by page."""
    compiler = typst.Compiler(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(clean_texts(data))},
    )
    made = compiler.compile(format="png", ppi=POINTS_PER_INCH)
    pages = made if isinstance(made, list) else [made]
    return [Image.open(io.BytesIO(page)).convert("L").quantize(8).convert("L") for page in pages]


def main() -> None:
    """Draw the pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in draw_pages().items():
        picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
