"""An address counts after the link in its first letter was followed, once and in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from journal.database import Database
from journal.models import Letter, MailAddress, Person
from journal.notices import addresses
from journal.notices.errors import BadAddress, LinkIsOver, TooManyLetters
from tests.factories import FRIDAY
from tests.integration.letters.conftest import Post, read_plain


def ask(database: Database, person: Person, address: str = "new@example.org") -> None:
    with database.writing() as session:
        addresses.request_address(session, person_id=person.id, address=address)


def test_an_address_counts_after_its_link_was_followed(post: Post) -> None:
    ask(post.database, post.school.father_a)
    assert post.send() == 1
    secret = read_plain(post.letters[0]).split("key=")[1].split()[0]
    post.tell("ОТ")
    post.send()
    assert [letter["To"] for letter in post.letters[1:]] == [f"person{post.school.parent_a.id}@example.org"]
    with post.database.writing() as session:
        addresses.confirm_address(session, secret=secret)
        with pytest.raises(LinkIsOver):
            addresses.confirm_address(session, secret=secret)
    with post.database.reading() as session:
        row = session.get_one(MailAddress, post.school.father_a.id)
        assert row.confirmed_at is not None
        assert [letter.secret for letter in session.scalars(select(Letter))] == ["", ""]


def test_a_link_expires(post: Post) -> None:
    ask(post.database, post.school.father_a)
    post.send()
    secret = read_plain(post.letters[0]).split("key=")[1].split()[0]
    post.moment.move_to(FRIDAY + timedelta(days=2, minutes=1))
    with post.database.writing() as session, pytest.raises(LinkIsOver):
        addresses.confirm_address(session, secret=secret)


def test_a_mailbox_is_not_flooded(post: Post) -> None:
    for number in range(addresses.LETTERS_A_DAY):
        ask(post.database, post.school.father_a, f"a{number}@example.org")
    with pytest.raises(TooManyLetters):
        ask(post.database, post.school.father_a)


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
