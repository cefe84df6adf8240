"""One page of every sheet looks as it did when somebody looked at it last."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.unit.paper.golden import FOLDER, PAGES, draw_pages

MOST_DIFFERENCE = 1.0  # of 255, on average over the page


@pytest.fixture(scope="module")
def drawn() -> dict[str, Image.Image]:
    return draw_pages()


@pytest.mark.parametrize("name", [*PAGES.values(), "extract"])
def test_a_page_looks_as_before(drawn: dict[str, Image.Image], name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as golden:
        assert golden.size == drawn[name].size
        difference = ImageStat.Stat(ImageChops.difference(golden.convert("L"), drawn[name])).mean[0]
    assert difference < MOST_DIFFERENCE


def test_a_changed_page_would_be_seen(drawn: dict[str, Image.Image]) -> None:
    marks, topics = drawn["marks"], drawn["topics"]
    assert ImageStat.Stat(ImageChops.difference(marks, topics)).mean[0] > MOST_DIFFERENCE
