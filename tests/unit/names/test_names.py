"""Russian names: order, short forms, parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.names import full_name, initials, pupil_name, short_name, sort_key, split_name

NAMES = st.text(st.sampled_from("абеёжзяАЕЁЯ- "), max_size=8)


def test_yo_sorts_as_ye_and_case_makes_no_difference() -> None:
    people = [
        ("Ёлкин", "Б"),
        ("Жуков", "А"),
        ("Егоров", "А"),
        ("елкин", "А"),
        ("Дёмин", "А"),
        ("Демидов", "А"),
    ]
    assert sorted(people, key=lambda person: sort_key(*person)) == [
        ("Демидов", "А"),
        ("Дёмин", "А"),
        ("Егоров", "А"),
        ("елкин", "А"),
        ("Ёлкин", "Б"),
        ("Жуков", "А"),
    ]


def test_a_shorter_last_name_comes_first() -> None:
    assert sort_key("Иванов", "Яков") < sort_key("Иванова", "Анна")


@given(NAMES, NAMES, NAMES)
def test_the_key_forgets_case_yo_and_spaces(last: str, first: str, middle: str) -> None:
    plain = sort_key(last, first, middle)
    written_otherwise = [part.upper().replace("Ё", "Е").replace(" ", "   ") for part in (last, first, middle)]
    assert sort_key(*written_otherwise) == plain


def test_forms_of_a_name() -> None:
    assert full_name("Иванова", "Мария", "Петровна") == "Иванова Мария Петровна"
    assert full_name("Ли", "Ан") == "Ли Ан"
    assert short_name("Иванова", "Мария", "Петровна") == "Иванова М. П."
    assert short_name("Ли", "Ан") == "Ли А."
    assert short_name("Ли", "") == "Ли"
    assert pupil_name("Иванова", "Мария") == "Иванова Мария"
    assert initials("Анна-Мария", "Петровна") == "А.-М. П."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванова  Мария Петровна ", ("Иванова", "Мария", "Петровна")),
        ("Ли Ан", ("Ли", "Ан", "")),
        ("Ли", ("Ли", "", "")),
        ("", ("", "", "")),
        ("Мамедов Али Вагиф оглы", ("Мамедов", "Али", "Вагиф оглы")),
    ],
)
def test_a_name_is_split(text: str, parts: tuple[str, str, str]) -> None:
    assert split_name(text) == parts
