"""The history tells when it was tampered with, shortened or robbed of a text (R-AMEND)."""

import pytest
import time_machine
from sqlalchemy import select

from journal.amendments.canonical import FIELDS, GENESIS, canonical_form, link_hash
from journal.amendments.heads import (
    Head,
    dump_heads,
    find_head,
    list_heads,
    load_heads,
    parse_head,
    record_heads,
)
from journal.amendments.record import Cause, Place, record_text, record_value
from journal.amendments.verify import Trouble, verify_history
from journal.database import Database
from journal.models import Amendment, Chain, ChainLink
from journal.permissions.actor import COMMAND_LINE
from tests.factories import FRIDAY, SmallSchool, make_school
from tests.tampering import tamper


@pytest.fixture
def school(database: Database) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        return make_school(session)


@pytest.fixture
def chain_id(database: Database, school: SmallSchool) -> int:
    """The chain of the first class: six amendments, of which two are in the other class's chain as well."""
    both = (school.class_a.id, school.class_b.id)
    for number in range(6):
        with database.writing() as session:
            record_value(
                session,
                actor=COMMAND_LINE,
                kind="mark",
                place=Place(class_ids=both if number < 2 else both[:1], pupil_id=school.pupils_a[0].id),
                before="",
                after=str(1 + number % 5),
                cause=Cause(reason="ошибка при вводе" if number == 3 else ""),
            )
    with database.writing() as session:
        record_text(
            session, actor=COMMAND_LINE, kind="topic", place=Place(), before="", after="Дроби и проценты"
        )
    with database.reading() as session:
        return session.scalars(select(Chain.id).where(Chain.class_id == school.class_a.id)).one()


def troubles(database: Database, heads: list[Head] | None = None) -> list[Trouble]:
    with database.reading() as session:
        return verify_history(session, heads or []).troubles


def amendment_at(database: Database, chain_id: int, number: int) -> int:
    with database.reading() as session:
        return session.scalars(
            select(ChainLink.amendment_id).where(ChainLink.chain_id == chain_id, ChainLink.number == number)
        ).one()


def heads_of(database: Database) -> list[Head]:
    with database.reading() as session:
        return list_heads(session)


def take_heads(database: Database) -> None:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        record_heads(session)


def cut_tail(database: Database, chain_id: int, last: int) -> None:
    """Remove what comes after a link, and set the head to it: the shortened chain is whole in itself."""
    with database.reading() as session:
        kept = session.get_one(ChainLink, (chain_id, last))
    gone = f"SELECT amendment_id FROM chain_links WHERE chain_id = {chain_id} AND number > {last}"
    tamper(
        database,
        f"DELETE FROM amendments WHERE id IN ({gone})",
        f"DELETE FROM chain_links WHERE chain_id = {chain_id} AND number > {last}",
        f"UPDATE chains SET head_number = {last}, head_hash = '{kept.hash}' WHERE id = {chain_id}",
    )


def test_an_untouched_history_is_whole(database: Database, chain_id: int) -> None:
    take_heads(database)
    with database.reading() as session:
        report = verify_history(session, list_heads(session))
    assert report.troubles == []
    assert (report.chains, report.links, report.texts) == (4, 6 + 2 + 1 + 1, 3)


def test_an_empty_history_is_whole(database: Database) -> None:
    assert troubles(database) == []


@pytest.mark.parametrize(
    "change",
    [
        "after = '5'",
        "before = '5'",
        "actor_name = 'Другая Анна Ивановна'",
        "source = 'imported'",
        "made_at = '2020-01-01 00:00:00.000000'",
        "grant_id = 7",
        "pupil_id = pupil_id + 1",
    ],
)
def test_a_changed_amendment_is_named(database: Database, chain_id: int, change: str) -> None:
    amendment_id = amendment_at(database, chain_id, 3)
    tamper(database, f"UPDATE amendments SET {change} WHERE id = {amendment_id}")
    assert troubles(database) == [Trouble("changed", chain_id, 3, amendment_id)]


def test_an_amendment_of_two_chains_breaks_both(database: Database, chain_id: int) -> None:
    amendment_id = amendment_at(database, chain_id, 2)
    tamper(database, f"UPDATE amendments SET after = '5' WHERE id = {amendment_id}")
    found = troubles(database)
    assert [(trouble.what, trouble.number, trouble.amendment_id) for trouble in found] == [
        ("changed", 2, amendment_id)
    ] * 2


def test_a_removed_amendment_is_named(database: Database, chain_id: int) -> None:
    amendment_id = amendment_at(database, chain_id, 4)
    tamper(database, f"DELETE FROM amendments WHERE id = {amendment_id}")
    assert troubles(database) == [Trouble("amendment-missing", chain_id, 4, amendment_id)]


def test_a_removed_link_leaves_a_gap_and_a_lonely_amendment(database: Database, chain_id: int) -> None:
    amendment_id = amendment_at(database, chain_id, 4)
    following = amendment_at(database, chain_id, 5)
    tamper(database, f"DELETE FROM chain_links WHERE chain_id = {chain_id} AND number = 4")
    assert troubles(database) == [
        Trouble("link-missing", chain_id, 4, following),
        Trouble("unlinked", amendment_id=amendment_id),
    ]


def test_an_amendment_slipped_in_without_a_link_is_named(database: Database, chain_id: int) -> None:
    columns = ", ".join(column.name for column in Amendment.__table__.columns if column.name != "id")
    tamper(
        database, f"INSERT INTO amendments (id, {columns}) SELECT 99, {columns} FROM amendments WHERE id = 1"
    )
    assert troubles(database) == [Trouble("unlinked", amendment_id=99)]


def test_a_replaced_previous_hash_is_named(database: Database, chain_id: int) -> None:
    tamper(
        database,
        f"UPDATE chain_links SET previous = '{GENESIS}' WHERE chain_id = {chain_id} AND number = 3",
    )
    assert [(trouble.what, trouble.number) for trouble in troubles(database)] == [("previous", 3)]


def test_links_in_another_order_are_named(database: Database, chain_id: int) -> None:
    """Two neighbours change places, each with its hash: the first of them no longer follows."""
    swap = "UPDATE chain_links SET number = {} WHERE chain_id = {} AND number = {}"
    tamper(database, *(swap.format(new, chain_id, old) for new, old in ((99, 3), (3, 4), (4, 99))))
    assert [(trouble.what, trouble.number) for trouble in troubles(database)] == [("previous", 3)]


def test_amendments_that_changed_places_are_named(database: Database, chain_id: int) -> None:
    third, fourth = amendment_at(database, chain_id, 3), amendment_at(database, chain_id, 4)
    swap = "UPDATE chain_links SET amendment_id = {} WHERE chain_id = {} AND number = {}"
    tamper(database, swap.format(fourth, chain_id, 3), swap.format(third, chain_id, 4))
    assert troubles(database) == [Trouble("changed", chain_id, 3, fourth)]


def test_a_head_is_read_as_it_was_printed(database: Database, chain_id: int) -> None:
    with database.reading() as session:
        classes = session.get_one(Chain, chain_id).class_id
        head, school = find_head(session, classes), find_head(session)
    assert head is not None
    assert (head.chain_id, head.number) == (chain_id, 6)
    assert school is not None
    assert parse_head(f" {head.chain_id}: {head.number}:{head.hash.upper()}\n") == head
    for text in ("", "1:2", "1:2:abc", f"a:b:{GENESIS}", f"1:2:3:{GENESIS}"):
        with pytest.raises(ValueError, match=r"head|unpack|literal"):
            parse_head(text)


def test_a_cut_tail_that_forgot_the_head_is_found(database: Database, chain_id: int) -> None:
    last = amendment_at(database, chain_id, 6)
    tamper(
        database,
        f"DELETE FROM chain_links WHERE chain_id = {chain_id} AND number = 6",
        f"DELETE FROM amendments WHERE id = {last}",
    )
    assert troubles(database) == [Trouble("end", chain_id, 5)]


def test_a_cleverly_cut_tail_is_found_by_a_kept_head(database: Database, chain_id: int) -> None:
    kept = load_heads(dump_heads(heads_of(database)))
    cut_tail(database, chain_id, 4)
    assert troubles(database) == []
    assert troubles(database, kept) == [Trouble("kept-head", chain_id, 6)]


def test_a_cleverly_cut_tail_is_found_by_the_daily_chain(database: Database, chain_id: int) -> None:
    take_heads(database)
    cut_tail(database, chain_id, 4)
    take_heads(database)  # the new heads are those of the shortened chain
    assert troubles(database) == [Trouble("kept-head", chain_id, 6)]


def test_a_history_rewritten_as_a_whole_is_found_by_a_kept_head(database: Database, chain_id: int) -> None:
    kept = heads_of(database)
    rewrite_from(database, chain_id, 4)
    assert troubles(database) == []
    assert troubles(database, kept) == [Trouble("kept-head", chain_id, 6)]


def rewrite_from(database: Database, chain_id: int, start: int) -> None:
    """Change an amendment and calculate all hashes after it anew, as the program itself would."""
    amendment_id = amendment_at(database, chain_id, start)
    tamper(database, f"UPDATE amendments SET after = '5' WHERE id = {amendment_id}")
    statements = []
    with database.reading() as session:
        previous = session.get_one(ChainLink, (chain_id, start - 1)).hash
        links = session.scalars(
            select(ChainLink)
            .where(ChainLink.chain_id == chain_id, ChainLink.number >= start)
            .order_by(ChainLink.number)
        )
        for link in links.all():
            amendment = session.get_one(Amendment, link.amendment_id)
            canonical = canonical_form(amendment.made_at, {name: getattr(amendment, name) for name in FIELDS})
            digest = link_hash(chain_id, link.number, previous, canonical)
            statements.append(
                f"UPDATE chain_links SET previous = '{previous}', hash = '{digest}'"
                f" WHERE chain_id = {chain_id} AND number = {link.number}"
            )
            previous = digest
    tamper(database, *statements, f"UPDATE chains SET head_hash = '{previous}' WHERE id = {chain_id}")


def test_a_changed_text_is_named_and_an_erased_one_is_not(database: Database, chain_id: int) -> None:
    with database.reading() as session:
        topic = session.scalars(select(Amendment).where(Amendment.kind == "topic")).one()
    tamper(
        database,
        f"UPDATE amendment_texts SET content = NULL, salt = NULL WHERE digest = '{topic.after}'",
    )
    assert troubles(database) == []
    tamper(database, f"UPDATE amendment_texts SET content = 'Иное' WHERE digest = '{topic.after}'")
    assert troubles(database) == [Trouble("text-changed", amendment_id=topic.id)]


def test_a_text_removed_with_its_digest_is_named(database: Database, chain_id: int) -> None:
    amendment_id = amendment_at(database, chain_id, 4)
    reason = f"SELECT reason FROM amendments WHERE id = {amendment_id}"
    tamper(database, f"DELETE FROM amendment_texts WHERE digest = ({reason})")
    assert troubles(database) == [Trouble("text-missing", amendment_id=amendment_id)]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"chain_id": 1}]', '{"heads": 3}', "no JSON"])
def test_heads_that_are_no_heads_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"heads|Expecting"):
        load_heads(text)
