"""Logins made from names, and first passwords that a child can type from a slip (R-CREDENTIALS)."""

import secrets
from collections.abc import Container
from itertools import count

from iuliia import WIKIPEDIA

MAX_STEM = 36  # leaves room for a number in the 40 characters of the column
# Letters that nobody mistakes for one another, on paper or by ear.
CONSONANTS = "bdfghkmnprstvz"
VOWELS = "aeiou"
DIGITS = "23456789"


def build_login(last_name: str, first_name: str, middle_name: str, taken: Container[str]) -> str:
    """Return a login that isn't among *taken*: «ivanova.mp», else «ivanova.mp2»…

    A login never changes: it says nothing about class or role, only the name of the day it was made.
    """
    initials = "".join(to_latin(name)[:1] for name in (first_name, middle_name))
    stem = ".".join(part for part in (to_latin(last_name), initials) if part)[:MAX_STEM] or "user"
    if stem not in taken:
        return stem
    return next(login for number in count(2) if (login := f"{stem}{number}") not in taken)


def to_latin(name: str) -> str:
    """Return a Russian name in small Latin letters; what has none (a space, a foreign letter) is left out."""
    latin = WIKIPEDIA.translate(name.strip()).lower()
    return "".join(char for char in latin if char.isascii() and (char.isalnum() or char == "-"))


def generate_password() -> str:
    """Return a first password such as «kupelo-mirata-482»: 46 random bits, easy to read and to type."""
    words = ("".join(make_syllable() for _ in range(3)) for _ in range(2))
    number = "".join(secrets.choice(DIGITS) for _ in range(3))
    return "-".join((*words, number))


def make_syllable() -> str:
    """Return a consonant and a vowel."""
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
