"""Pages obey the strict content policy: no script, style or handler inside the markup."""

import re

import pytest

from tests.conventions.source import list_files, name_of

FORBIDDEN = {
    "an inline script": re.compile(
        r"<script(?![^>]*\b(src|type=\"application/json\"|type=\"importmap\"))", re.I
    ),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.I),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "an address of a script": re.compile(r"javascript:", re.I),
    "unescaped data": re.compile(r"\|\s*safe\b"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_holds(what: str) -> None:
    pages = list_files(".html")
    assert len(pages) > 5
    assert [name_of(path) for path in pages if FORBIDDEN[what].search(path.read_text(encoding="utf-8"))] == []
