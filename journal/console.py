"""Talking to a person at a terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import force_locale

from journal.i18n import LANGUAGES, register_languages

BAR = 30


def say(text: str = "") -> None:
    """Print a line; letters that the terminal lacks become question marks."""
    write(text + "\n")


def complain(text: str) -> None:
    """Print a line where errors go."""
    write(text + "\n", to_errors=True)


def write(text: str, *, to_errors: bool = False) -> None:
    """Print at once, without a new line of its own."""
    stream = sys.stderr if to_errors else sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, errors="replace").decode(encoding))
    stream.flush()


def ask(question: str) -> str:
    """Ask and return what was typed, without spaces around it; nothing at the end of the input."""
    write(f"{question}: ")
    return sys.stdin.readline().strip()


def show_progress(step: str, percent: int) -> None:
    """Draw a bar that grows in one line of a terminal; elsewhere print only the end."""
    filled = BAR * percent // 100
    line = f"[{'#' * filled}{'.' * (BAR - filled)}] {percent:3} %  {step}"
    if sys.stdout.isatty():
        write(f"\r{line:<78}" + ("\n" if percent == 100 else ""))
    elif percent == 100:
        say(line)


def choose_language(wanted: str | None) -> str:
    """The language asked for, else English where the system speaks it, else Russian."""
    if wanted in LANGUAGES:
        return str(wanted)
    system = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "en" if system.lower().startswith("en") else "ru"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let `gettext` speak a language outside a request."""
    app = Flask("journal")
    register_languages(app)
    with app.app_context(), force_locale(language):
        yield
