"""Every text is translated, none is stale, and a translation has the placeholders of its text.

English is the language of the texts themselves, so a Russian catalogue makes both languages complete.
"""

import re
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog, Message

from scripts.messages import ROOT, extract_messages, is_translated, read_catalogue

RUSSIAN = ROOT / "translations" / "ru" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
LATIN, CYRILLIC = re.compile("[a-z]", re.IGNORECASE), re.compile("[а-яё]", re.IGNORECASE)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return extract_messages()


@pytest.fixture(scope="module")
def russian() -> Catalog:
    return read_catalogue(RUSSIAN)


def test_every_text_is_translated(texts: Catalog, russian: Catalog) -> None:
    translated = {key_of(message) for message in messages(russian) if is_translated(message.string)}
    assert [key_of(message) for message in messages(texts) if key_of(message) not in translated] == []


def test_no_translation_is_stale(texts: Catalog, russian: Catalog) -> None:
    used = {key_of(message) for message in messages(texts)}
    assert [key_of(message) for message in messages(russian) if key_of(message) not in used] == []
    assert list(russian.obsolete) == []


def test_no_translation_is_a_guess(russian: Catalog) -> None:
    assert [message.id for message in messages(russian) if message.fuzzy] == []


def test_a_translation_keeps_the_placeholders(russian: Catalog) -> None:
    for message in filter(lambda message: is_translated(message.string), messages(russian)):
        wanted = placeholders(forms(message.id))
        for form in forms(message.string):
            missing = wanted - placeholders([form])
            # «one pupil» may say its number in words.
            assert placeholders([form]) <= wanted, form
            assert missing <= ({"num"} if isinstance(message.id, tuple) else set()), form


def test_plurals_have_three_russian_forms(russian: Catalog) -> None:
    assert russian.num_plurals == 3
    plural = [message for message in messages(russian) if isinstance(message.id, tuple)]
    assert all(len(message.string) == 3 for message in plural)


def test_texts_are_written_in_english(texts: Catalog) -> None:
    """Symbols («ОТ») and quoted examples may stand in an English sentence."""
    found = [re.sub("«[^»]*»", "", form) for message in messages(texts) for form in forms(message.id)]
    assert [form for form in found if len(CYRILLIC.findall(form)) > len(LATIN.findall(form))] == []


def messages(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def key_of(message: Message) -> tuple[str | None, str, bool]:
    return message.context, forms(message.id)[0], isinstance(message.id, tuple)


def forms(text: str | Iterable[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for found in PLACEHOLDER.findall(text) for name in found if name}
