"""`journal init`: a real school with its first administrator."""

import re
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from sqlalchemy import func, select

from journal.accounts.hashing import is_password
from journal.amendments.verify import verify_history
from journal.database import Database
from journal.models import Account, Amendment, School, StaffRole
from tests.functional.cli.conftest import Command

OPTIONS = (
    "--name", "МБОУ «Средняя школа № 7»", "--short-name", "Школа № 7", "--settlement", "село Ключи",
    "--zone", "Europe/Moscow", "--administrator", "Иванова Мария Петровна",
)  # fmt: skip


class Terminal(StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def made(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.dispose()


def test_the_first_administrator_can_sign_in(journal: Command, database_url: str, made: Database) -> None:
    status, out, err = journal("--database", database_url, "init", *OPTIONS)
    assert (status, err) == (0, "")
    login, password = (re.search(rf"{word}: (\S+)", out)[1] for word in ("login", "password"))  # type: ignore[index]
    with made.reading() as session:
        school = session.scalars(select(School)).one()
        assert (school.short_name, school.time_zone) == ("Школа № 7", "Europe/Moscow")
        account = session.scalars(select(Account)).one()
        assert account.login == login == "ivanova.mp"
        assert is_password(password, account.password_hash)
        assert account.password_is_temporary
        assert session.scalars(select(StaffRole.role)).all() == ["administrator"]
        kinds = session.scalars(select(Amendment.kind).order_by(Amendment.id)).all()
        assert kinds == ["school", "roles", "slip"]
        assert verify_history(session).troubles == []


def test_a_school_that_is_there_is_refused(journal: Command, database_url: str, made: Database) -> None:
    journal("--database", database_url, "init", *OPTIONS)
    status, out, err = journal("--database", database_url, "init", *OPTIONS)
    assert (status, out) == (1, "")
    assert "already holds a school" in err
    with made.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 1


def test_a_real_school_is_no_demo(journal: Command) -> None:
    journal("init", *OPTIONS)
    status, _, err = journal("demo", "--no-serve")
    assert status == 1
    assert "already holds a school" in err


def test_what_is_not_given_is_asked(journal: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "\nМБОУ «Школа»\n\nс. Ключи\n\nAsia/Omsk\nПетров Пётр Петрович\n\n"
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    status, out, _ = journal("--database", "own.db", "init", "--login", "admin.petrov")
    assert status == 0
    assert "Time zone [Asia/Yekaterinburg]" in out
    assert "login: admin.petrov" in out
    database = Database("sqlite:///own.db")
    with database.reading() as session:
        school = session.scalars(select(School)).one()
        assert (school.name, school.short_name, school.settlement, school.region, school.time_zone) == (
            "МБОУ «Школа»",
            "МБОУ «Школа»",
            "с. Ключи",
            "",
            "Asia/Omsk",
        )
    database.dispose()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--name", "Школа"), "--administrator"),
        ((*OPTIONS, "--zone", "Mars/Olympus"), "no time zone “Mars/Olympus”"),
        ((*OPTIONS, "--zone", "../etc/passwd"), "no time zone"),
        ((*OPTIONS, "--administrator", "Иванова"), "in full"),
        ((*OPTIONS, "--login", "Админ"), "small Latin letters"),
        ((*OPTIONS, "--name", "School"), "Russian"),
        ((*OPTIONS, "--name", "Ш" * 301), "300"),
    ],
)
def test_a_wrong_answer_makes_nothing(
    journal: Command, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())
    status, _, err = journal("init", *options)
    assert status == 1
    assert sentence in err
    database = Database("sqlite:///journal.db")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(School)) == 0
    database.dispose()


def test_russian_is_spoken_unless_the_system_is_english(journal: Command) -> None:
    _, out, _ = journal("init", *OPTIONS, language="C")
    assert "логин: ivanova.mp" in out
    _, _, err = journal("--language", "en", "init", *OPTIONS, language="ru_RU.UTF-8")
    assert "already holds a school" in err
