"""R-CREDENTIALS: logins from names, passwords from a slip."""

import re

from hypothesis import given
from hypothesis import strategies as st

from journal.accounts.logins import build_login, generate_password

RUSSIAN = st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяё- "), max_size=60)


def test_a_login_says_last_name_and_initials() -> None:
    assert build_login("Иванова", "Мария", "Петровна", set()) == "ivanova.mp"
    assert build_login("Щёголев-Ким", "Юрий", "", set()) == "shchyogolev-kim.y"


def test_namesakes_get_numbers() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(build_login("Иванова", "Мария", "Петровна", taken))
    assert taken == {"ivanova.mp", "ivanova.mp2", "ivanova.mp3"}


@given(RUSSIAN, RUSSIAN, RUSSIAN)
def test_every_name_gives_a_login_that_can_be_typed(last: str, first: str, middle: str) -> None:
    login = build_login(last, first, middle, set())
    assert re.fullmatch(r"[a-z0-9.-]{1,36}", login)


def test_a_name_in_another_script_still_gives_one() -> None:
    assert build_login("李", "", "", {"user"}) == "user2"


def test_passwords_are_readable_and_differ() -> None:
    passwords = {generate_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(
        re.fullmatch(r"([bdfghkmnprstvz][aeiou]){3}-([bdfghkmnprstvz][aeiou]){3}-[2-9]{3}", p)
        for p in passwords
    )
