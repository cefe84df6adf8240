"""R-CLOSED over the application's own list of routes: no way leads into a year that is in the archive.

Every route that writes is sent to a certified class of a closed year by those who may use it, and no record
of the school may change. The same is sent to the open year, where many do change something.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from journal.amendments.chain import link_amendments
from journal.amendments.closed import check_open
from journal.app import create_app
from journal.attachments.store import keep_file
from journal.config import Settings
from journal.database.database import Transaction
from journal.models import Amendment, Base, Printout, YearClosing
from journal.sealing.certifying import certify_class
from tests.addresses import list_rules
from tests.factories import FRIDAY, actor_of
from tests.functional.locks.house import OPEN, TODAY, House, build_house
from tests.functional.locks.test_every_way_in import METHODS, PEOPLE, WAYS, list_senders, send_other
from tests.functional.permissions.expectations import PUBLIC, TABLE

# What is no record of a year: people and their accounts, letters, requests, papers, the archive itself.
FREE_TABLES = frozenset(
    """
    academic_years accounts amendment_texts amendments announcements application_steps archive_loans
    archive_versions attachment_contents attachments chain_links chains extract_applications extracts
    grant_cells grants import_drafts import_files job_runs letters mail_addresses notice_choices notice_desk
    notice_habits notices people printing_classes printings printouts scheduler_leases school sign_in_failures
    sign_in_sessions staff staff_roles supervisions text_erasures unlock_cells unlock_delegations
    unlock_papers unlock_requests unlock_steps visits year_closings
    """.split()
)
# It opens another year, which is not closed.
OPENS_NEXT_YEAR = "year_end.promote"
LEAST_OPEN = 20


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """On one engine: the check before the commit has its tests on both."""
    databases = request.getfixturevalue("sqlite_databases")
    with databases.lend() as url, time_machine.travel(FRIDAY, tick=False):
        app = create_app(Settings(database_url=url, secret_key="for tests only", testing=True))
        app.config["WTF_CSRF_ENABLED"] = False
        yield build_house(app)
        app.extensions["database"].dispose()


def test_no_way_leads_into_a_closed_year(house: House) -> None:
    browsers = {name: house.browser(getattr(house.school, name)) for name in PEOPLE}
    rules = [
        (method, rule)
        for method in METHODS
        for rule in list_rules(house.app, method)
        if (method, rule.endpoint) in TABLE.keys() - PUBLIC and rule.endpoint != OPENS_NEXT_YEAR
    ]
    before = find_changing(house, browsers, rules)
    assert len(before) >= LEAST_OPEN, before  # or the next line would prove nothing
    with house.app.extensions["database"].writing() as session:
        close_everything(session, house)
    assert find_changing(house, browsers, rules) == set()


def close_everything(session: Session, house: House) -> None:
    """Certify both classes and close their year, whatever day it is."""
    school = house.school
    now = session.scalars(select(func.max(Amendment.made_at))).one()  # the papers are as new as the records
    for school_class in (school.class_a, school.class_b):
        paper = keep_file(session, "Журнал.pdf", "application/pdf", b"%PDF-1.7", school.teacher_a.id, now).id
        session.add(
            Printout(
                class_id=school_class.id,
                starts_on=school.year.starts_on,
                ends_on=school.year.ends_on,
                made_by=school.teacher_a.id,
                made_at=now,
                pages=1,
                paper_id=paper,
                workbook_id=paper,
            )
        )
        session.flush()
        certify_class(session, actor=actor_of(session, school.deputy), class_id=school_class.id)
    session.add(YearClosing(year_id=school.year.id, closed_by=school.director.id, closed_at=now))


def find_changing(
    house: House, browsers: dict[str, FlaskClient], rules: list[tuple[str, Rule]]
) -> set[tuple[str, str, str]]:
    """The endpoints that would change a record, with the table that they change and who sent it."""
    found = set()
    for method, rule in rules:
        for person in list_senders(method, rule):
            send = choose_way(house, browsers[person], method, rule)
            found |= {(rule.endpoint, table, person) for table in find_changes(house, send)}
    return found


def choose_way(house: House, client: FlaskClient, method: str, rule: Rule) -> Callable[[], object]:
    """What the walk through the locks sends to an open lesson, or what the table of rights sends."""
    way = WAYS.get(rule.endpoint)
    if way and "teacher_a" in TABLE[method, rule.endpoint].own:
        return lambda: way(client, house.lessons[OPEN], house.files[OPEN])
    return lambda: send_other(house, client, method, rule, TODAY)


def find_changes(house: House, send: Callable[[], object]) -> set[str]:
    """The tables that a request would change; it is rolled back where it would be committed."""
    with house.app.extensions["database"].reading() as session:
        before = photograph(session)
    pictures: list[dict[str, Any]] = []

    def pretend(transaction: Transaction) -> None:
        try:
            check_open(transaction.session)
            link_amendments(transaction.session)
            pictures.append(photograph(transaction.session))
        finally:
            transaction.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transaction, "commit", pretend)
        send()
    return {name for picture in pictures for name, rows in picture.items() if rows != before[name]}


def photograph(session: Session) -> dict[str, Any]:
    """Every table of records as plain values."""
    session.flush()
    return {
        table.name: session.execute(select(table).order_by(*table.primary_key)).all()
        for table in Base.metadata.sorted_tables
        if table.name not in FREE_TABLES
    }
