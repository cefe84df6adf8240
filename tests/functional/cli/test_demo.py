"""`journal demo`: made once, kept afterwards, its logins printed each time."""

import re
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from journal.accounts.hashing import hash_password, is_password
from journal.database import Database
from journal.models import Account, Lesson, Person
from tests.functional.cli.conftest import Command

ROLES = {"administrator", "director", "deputy", "secretary", "teacher", "tutor", "pupil", "parent", "hats"}


def read_logins(out: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) +(demo-\w+) ", out, re.MULTILINE))


def test_a_second_run_keeps_what_was_changed(journal: Command, tmp_path: Path) -> None:
    status, out, _ = journal("demo", "--no-serve", "--date", "2026-09-10")
    assert status == 0
    logins = read_logins(out)
    assert set(logins) == ROLES
    database = Database(f"sqlite:///{tmp_path / 'journal.db'}")
    with database.writing() as session:
        for account in session.scalars(select(Account).where(Account.login.in_(logins))):
            assert is_password(logins[account.login], account.password_hash)
            assert not account.password_is_temporary
        assert session.scalar(select(func.max(Lesson.held_on)).where(Lesson.topic != "")) == date(2026, 9, 9)
        session.scalars(select(Person).limit(1)).one().phone = "changed"
        teacher = session.scalars(select(Account).where(Account.login == "teacher")).one()
        teacher.password_hash = hash_password("something else")

    status, out, _ = journal("demo", "--no-serve", "--seed", "2")
    assert status == 0
    assert "kept as it is" in out
    assert set(read_logins(out)) == ROLES - {"teacher"}
    assert re.search(r"^  teacher +\(the password was changed\)", out, re.MULTILINE)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person).where(Person.phone == "changed")) == 1
    database.dispose()


def test_a_wrong_date_makes_nothing(journal: Command, tmp_path: Path) -> None:
    status, _, err = journal("demo", "--no-serve", "--date", "tomorrow")
    assert status == 2
    assert "--date" in err
    assert list(tmp_path.iterdir()) == []
