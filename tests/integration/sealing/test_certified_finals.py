"""A certified journal locks final marks whose window is open; a grant opens them (R-CLOSED, R-UNLOCK)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import link_amendments
from journal.amendments.closed import check_open
from journal.entries.sheet_rows import get_course_rows
from journal.errors import Locked
from journal.finals.services import FinalWrite, set_final
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import Amendment, ArchiveVersion, CoursePart, Grant, GrantCell
from tests.factories import SmallSchool, actor_of, make_school
from tests.integration.sealing.test_sealing import certify, print_journal

LAST_DAY = datetime(2026, 12, 30, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LAST_DAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(session: Session) -> SmallSchool:
    """On the last day of the quarter, with a final mark «4»."""
    school = make_school(session)
    set_mark(session, school, "4", saw="")
    return school


def set_mark(session: Session, school: SmallSchool, symbol: str, saw: str) -> None:
    set_final(
        session,
        actor=actor_of(session, school.teacher_a),
        course_id=school.course_a.id,
        period_id=school.quarter.id,
        write=FinalWrite(school.pupils_a[0].id, symbol, saw, reason="описка"),
    )
    check_open(session)
    link_amendments(session)


def give_grant(session: Session, school: SmallSchool) -> Grant:
    """A grant for the final mark and for the topic of today's lesson."""
    now = clock.now()
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="справка",
        granted_at=now,
        deadline=now + timedelta(days=1),
    )
    session.add(grant)
    session.flush()
    final = {"pupil_id": school.pupils_a[0].id, "subject_id": school.course_a.subject_id}
    session.add(GrantCell(grant_id=grant.id, period_id=school.quarter.id, **final))
    session.add(GrantCell(grant_id=grant.id, lesson_id=school.lesson_on(school.today).id))
    session.flush()
    return grant


def find_last(session: Session) -> Amendment:
    return session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()


def test_a_certified_journal_locks_the_open_window(session: Session, school: SmallSchool) -> None:
    print_journal(session, school)
    certify(session, school)
    with pytest.raises(Locked) as caught:
        set_mark(session, school, "5", saw="4")
    assert caught.value.closed_on == school.today
    grant = give_grant(session, school)
    set_mark(session, school, "5", saw="4")
    assert find_last(session).grant_id == grant.id


def test_a_missing_topic_cites_the_grant_that_the_archive_asks_for(
    session: Session, school: SmallSchool
) -> None:
    print_journal(session, school)
    certify(session, school)
    grant = give_grant(session, school)
    save_topic(
        session,
        actor=actor_of(session, school.teacher_a),
        lesson_id=school.lesson_on(school.today).id,
        write=TopicWrite(TopicValue("Дроби"), saw=""),
    )
    check_open(session)
    assert find_last(session).grant_id == grant.id


def test_a_course_waits_for_the_last_of_its_classes(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    part = session.scalars(select(CoursePart).where(CoursePart.course_id == school.course_a.id)).one()
    session.add(
        CoursePart(
            course_id=part.course_id,
            class_id=school.class_b.id,
            by_name=False,
            starts_on=part.starts_on,
            ends_on=part.ends_on,
        )
    )
    print_journal(session, school)
    certify(session, school)
    assert get_course_rows(session, school.course_a.id).archived_at is None
    moment.shift(timedelta(hours=1))
    print_journal(session, school, school.class_b.id)
    last: ArchiveVersion = certify(session, school, school.class_b.id)
    assert get_course_rows(session, school.course_a.id).archived_at == last.certified_at
