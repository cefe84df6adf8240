"""R-RUSSIAN and what else a text may not be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import BadLink, Empty, NotRussian, TooLong
from journal.texts.rules import check_line, check_link, check_text, clean_line, clean_text, is_russian


@pytest.mark.parametrize(
    "text",
    [
        "Глаголы",
        "§ 1, № 3",
        "Прочитать text 5",
        "12–15",
        "",
        "🙂",
        "https://example.org/past-simple",
        "www.example.org/lesson",
        "x² + y²: решить",
        "ё",
    ],
)
def test_a_text_with_a_russian_letter_or_none_at_all_passes(text: str) -> None:
    assert check_text(text, 500) == text


@pytest.mark.parametrize(
    "text", ["Past Simple", "text 5", "§ 1 ex. 3", "Ὀδύσσεια", "read https://example.org/глава", "中文"]
)
def test_a_text_with_foreign_letters_alone_is_refused(text: str) -> None:
    with pytest.raises(NotRussian) as refusal:
        check_text(text, 500)
    assert refusal.value.text == text


@given(st.text(st.sampled_from("abЯж 1.№§é\n"), max_size=12))
def test_the_rule_of_letters(text: str) -> None:
    letters = [char for char in text if char in "abЯжé"]
    assert is_russian(text) == (not letters or "Я" in letters or "ж" in letters)


@given(st.text(max_size=80))
def test_cleaning_settles_and_hides_nothing(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean == clean.strip()
    hidden = [char for char in clean if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs")]
    assert hidden == []


def test_line_ends_and_hidden_characters() -> None:
    assert clean_text("Раз \r\nдва\rтри\n\n\x00\u202eчетыре\u200e ") == "Раз\nдва\nтри\n\nчетыре"
    assert clean_text("и\u0306") == "й"
    assert clean_text("<b>&amp; {{7*7}} =HYPERLINK()") == "<b>&amp; {{7*7}} =HYPERLINK()"
    assert clean_line(" Тема \n урока\t1 ") == "Тема урока 1"


def test_the_limit_counts_what_is_kept() -> None:
    assert check_text(" " * 100 + "я" * 10 + "\r\n" * 50, 10) == "я" * 10
    with pytest.raises(TooLong) as refusal:
        check_text("я" * 11, 10)
    assert refusal.value.limit == 10
    with pytest.raises(TooLong):
        check_text("я" * 65536, 4000)


def test_what_must_be_said_is_not_empty() -> None:
    with pytest.raises(Empty):
        check_line(" \n ", 10, is_required=True)
    assert check_line(" \n ", 10) == ""


@pytest.mark.parametrize(
    "link", ["https://example.org", "http://example.org/a?b=1#c", "HTTPS://пример.рф/тест"]
)
def test_plain_links(link: str) -> None:
    assert check_link(f" {link} ", 200) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "https://",
        "ftp://example.org",
        "https://a@b.org",
        "//example.org",
        "https://a b",
        "",
    ],
)
def test_other_links_are_refused(link: str) -> None:
    with pytest.raises(BadLink):
        check_link(link, 200)


def test_a_link_has_a_limit() -> None:
    with pytest.raises(TooLong):
        check_link("https://example.org/" + "a" * 300, 200)
