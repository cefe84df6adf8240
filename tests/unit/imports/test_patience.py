"""No cell, however odd, keeps the server thinking: patterns must not try a text in every division."""

import time
from collections.abc import Callable

import pytest

from journal.imports.classes import find_class, search_class, take_subgroups

LONGEST_CELL = 32_767
PATIENCE = 5.0


@pytest.mark.parametrize("pattern", ["1", "1 ", "1,", "1я", "1и", "10", "(", "5 -", " ", "5А "])
@pytest.mark.parametrize("read", [take_subgroups, find_class, search_class])
def test_a_long_cell_is_read_at_once(read: Callable[[str], object], pattern: str) -> None:
    text = (pattern * LONGEST_CELL)[:LONGEST_CELL]
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < PATIENCE
