"""The same data make the same bundle, byte for byte, papers included (R-25YEARS)."""

import time_machine
from sqlalchemy import select

from journal.amendments.chain import link_amendments
from journal.archive.press import print_waiting
from journal.archive.printing import print_class
from journal.bundles.check import check_bundle
from journal.database import Database
from journal.models import Printout
from journal.sealing.certifying import certify_class
from journal.sheets.records import Stay
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school
from tests.integration.sealing.test_sealing import mark, read_bundle


def make_bundle(database: Database, school: SmallSchool) -> bytes:
    """Print the class anew, certify it, and take that back."""
    with database.writing() as session:
        days = Stay(school.year.starts_on, school.year.ends_on)
        deputy = actor_of(session, school.deputy)
        print_class(session, actor=deputy, class_id=school.class_a.id, interval=days)
    assert print_waiting(database) == 1
    transaction = database.begin_writing()
    try:
        session = transaction.session
        deputy = actor_of(session, school.deputy)
        version = certify_class(session, actor=deputy, class_id=school.class_a.id)
        link_amendments(session)
        return read_bundle(session, version)
    finally:
        transaction.close()


def test_a_bundle_made_again_is_the_same(database: Database) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        with database.writing() as session:
            school = make_school(session)
            mark(session, school, "4")
        first = make_bundle(database, school)
        with database.reading() as session:
            printed = session.scalars(select(Printout)).one()
            assert printed.pages > 5
        second = make_bundle(database, school)
    assert check_bundle(first).faults == []
    assert first == second
