"""The documents are there, and the links between them lead somewhere."""

import re
from dataclasses import fields

import pytest

from journal.config import Settings
from tests.conventions.source import ROOT, list_files, name_of

LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "LICENSE", "docs/operations.md", "docs/regulation.md"]
)
def test_the_document_is_there(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_no_link_between_documents_is_broken() -> None:
    documents = list_files(".md")
    targets = [
        (name_of(document), target)
        for document in documents
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:"))
    ]
    assert targets
    assert [link for link in targets if not ((ROOT / link[0]).parent / link[1]).exists()] == []


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {f"JOURNAL_{setting.name.upper()}" for setting in fields(Settings)} - {"JOURNAL_TESTING"}
    assert names == set(re.findall(r"JOURNAL_[A-Z_]+", described))


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
