"""An address counts after the link in its first letter was followed, once and in time."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from journal.config import Settings
from journal.database import Database
from journal.models import Letter, MailAddress, Person
from journal.notices import addresses
from journal.notices.errors import BadAddress, LinkIsOver, TooManyLetters
from journal.notices.mailer import send_letters
from tests.factories import FRIDAY, SmallSchool
from tests.integration.notices.sending import (
    look,
    mailbox,
    moment,
    read_plain,
    school,
    server,
    settings,
    write,
)
from tests.integration.notices.smtp import Mailbox

__all__ = ["mailbox", "moment", "school", "server", "settings"]


def ask(database: Database, person: Person, address: str = "new@example.org") -> None:
    with database.writing() as session:
        addresses.request_address(session, person_id=person.id, address=address)


def test_an_address_counts_after_its_link_was_followed(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    ask(database, school.father_a)
    assert send_letters(database, settings) == 1
    secret = read_plain(mailbox.letters[0]).split("key=")[1].split()[0]
    write(database, school, "ОТ")
    look(database, moment)
    send_letters(database, settings)
    assert [letter["To"] for letter in mailbox.letters[1:]] == [f"person{school.parent_a.id}@example.org"]
    with database.writing() as session:
        addresses.confirm_address(session, secret=secret)
        with pytest.raises(LinkIsOver):
            addresses.confirm_address(session, secret=secret)
    with database.reading() as session:
        row = session.get_one(MailAddress, school.father_a.id)
        assert row.confirmed_at is not None
        assert [letter.secret for letter in session.scalars(select(Letter))] == ["", ""]


def test_a_link_expires(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    ask(database, school.father_a)
    send_letters(database, settings)
    secret = read_plain(mailbox.letters[0]).split("key=")[1].split()[0]
    moment.move_to(FRIDAY + timedelta(days=2, minutes=1))
    with database.writing() as session, pytest.raises(LinkIsOver):
        addresses.confirm_address(session, secret=secret)


def test_a_mailbox_is_not_flooded(database: Database, school: SmallSchool) -> None:
    for number in range(addresses.LETTERS_A_DAY):
        ask(database, school.father_a, f"a{number}@example.org")
    with pytest.raises(TooManyLetters):
        ask(database, school.father_a)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "a b@example.org",
        "a@b",
        "a@example.org\nBcc: b@example.org",
        "а@пример.рф",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        addresses.check_address(text)
