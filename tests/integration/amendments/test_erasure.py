"""A text of the history goes by the director's order, and nothing else goes with it (R-AMEND)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.changes import Erased, list_lesson_changes
from journal.amendments.erasure import Order, erase_texts
from journal.amendments.errors import BadOrder, NoText, TextStands
from journal.amendments.record import Cause, Place, record_text, record_value
from journal.amendments.verify import verify_history
from journal.database import Database
from journal.errors import Forbidden, NotFound
from journal.models import Amendment, AmendmentText, TextErasure
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

DIAGNOSIS = "У Белова астма"
ORDER = Order(" 12-ОД ", FRIDAY.date())


@pytest.fixture(autouse=True)
def _moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(database: Database) -> SmallSchool:
    """A school where a diagnosis was typed as a topic, and replaced; a mark has a reason of its own."""
    with database.writing() as session:
        school = make_school(session)
        actor = actor_of(session, school.teacher_a)
        place = Place(class_ids=(school.class_a.id,), lesson_id=school.lesson_on(school.today).id)
        record_text(session, actor=actor, kind="topic", place=place, before="", after=DIAGNOSIS)
        record_text(session, actor=actor, kind="topic", place=place, before=DIAGNOSIS, after="Дроби")
        cause = Cause(reason="ошибка")
        record_value(session, actor=actor, kind="mark", place=place, before="4", after="5", cause=cause)
        return school


def find(session: Session, kind: str) -> list[Amendment]:
    return list(session.scalars(select(Amendment).where(Amendment.kind == kind).order_by(Amendment.id)))


def erase(database: Database, school: SmallSchool, amendment: Amendment, order: Order = ORDER) -> None:
    with database.writing() as session:
        actor = actor_of(session, school.director)
        erase_texts(session, actor=actor, amendment_id=amendment.id, order=order)


def contents(session: Session) -> list[str | None]:
    return sorted(session.scalars(select(AmendmentText.content)), key=str)


def test_the_text_and_its_copy_go_and_the_chain_stays_whole(database: Database, school: SmallSchool) -> None:
    with database.reading() as session:
        first, second = find(session, "topic")
    erase(database, school, first)
    with database.reading() as session:
        assert contents(session) == [None, None, "Дроби", "ошибка"]
        assert {row.salt for row in session.scalars(select(AmendmentText)) if row.content is None} == {None}
        report = verify_history(session)
        assert report.troubles == []
        changes = list_lesson_changes(session, lesson_id=school.lesson_on(school.today).id)
        erased = Erased("12-ОД", FRIDAY.date())
        topics = [(one.before, one.after) for one in changes if one.kind == "topic"]
        assert topics == [(erased, "Дроби"), ("", erased)]
        (recorded,) = find(session, "erasure")
        assert recorded.after == f"12-ОД · {FRIDAY.date()} · {first.id}"
        assert recorded.actor_id == school.director.id
        assert recorded.lesson_id == second.lesson_id


def test_a_reason_can_be_erased_too(database: Database, school: SmallSchool) -> None:
    with database.reading() as session:
        (mark,) = find(session, "mark")
    erase(database, school, mark)
    with database.reading() as session:
        assert "ошибка" not in contents(session)
        (change,) = [one for one in list_lesson_changes(session, lesson_id=mark.lesson_id or 0) if one.reason]
        assert (change.before, change.after, change.reason) == ("4", "5", Erased("12-ОД", FRIDAY.date()))
    with pytest.raises(NoText):
        erase(database, school, mark)


def test_a_text_that_stands_in_the_lesson_is_replaced_there_first(
    database: Database, school: SmallSchool
) -> None:
    with database.reading() as session:
        _, second = find(session, "topic")
    with pytest.raises(TextStands):
        erase(database, school, second)
    with database.reading() as session:
        assert None not in contents(session)


@pytest.mark.parametrize(
    "order",
    [
        Order("", FRIDAY.date()),
        Order("1" * 41, FRIDAY.date()),
        Order("1", None),
        Order("1", FRIDAY.date() + timedelta(days=1)),
    ],
)
def test_without_an_order_nothing_is_erased(database: Database, school: SmallSchool, order: Order) -> None:
    with database.reading() as session:
        first, _ = find(session, "topic")
    with pytest.raises(BadOrder):
        erase(database, school, first, order)
    with database.reading() as session:
        assert None not in contents(session)
        assert session.scalars(select(TextErasure)).all() == []


@pytest.mark.parametrize("person", ["deputy", "teacher_a", "secretary", "parent_a"])
def test_only_the_director_and_the_administrator_erase(
    database: Database, school: SmallSchool, person: str
) -> None:
    with pytest.raises(Forbidden), database.writing() as session:
        erase_texts(session, actor=actor_of(session, getattr(school, person)), amendment_id=1, order=ORDER)


def test_a_change_that_is_not_there(database: Database, school: SmallSchool) -> None:
    with pytest.raises(NotFound), database.writing() as session:
        erase_texts(session, actor=actor_of(session, school.director), amendment_id=9999, order=ORDER)
