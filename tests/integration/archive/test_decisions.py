"""Decisions of the council and orders: entered once, kept in the history, missing until they are complete."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from journal.archive.decisions import DecisionValue, OrderValue, save_decisions, save_orders
from journal.archive.gaps import list_gaps
from journal.database import Database
from journal.errors import BadRequest
from journal.models import Amendment, CouncilDecision, Enrolment
from tests.factories import SmallSchool, actor_of
from tests.factories.people import make_pupil

DAY = date(2027, 5, 27)


def decide(database: Database, school: SmallSchool, **values: Any) -> int:
    """The tutor enters the decision of the first pupil of 5А."""
    value = DecisionValue(
        **{"pupil_id": school.pupils_a[0].id, "kind": "promoted", "number": "5", "dated_on": DAY, **values}
    )
    with database.writing() as session:
        tutor = actor_of(session, school.teacher_a)
        return save_decisions(session, actor=tutor, class_id=school.class_a.id, values=[value])


def test_a_decision_is_written_changed_and_taken_back(database: Database, school: SmallSchool) -> None:
    assert decide(database, school) == 1
    assert decide(database, school) == 0
    assert decide(database, school, kind="conditionally") == 1
    assert decide(database, school, kind="") == 1
    with database.reading() as session:
        assert session.scalars(select(CouncilDecision)).all() == []
        changes = session.execute(
            select(Amendment.before, Amendment.after)
            .where(Amendment.kind == "decision")
            .order_by(Amendment.id)
        ).all()
    assert [tuple(row) for row in changes] == [
        ("", "promoted · 5 · 27.05.2027"),
        ("promoted · 5 · 27.05.2027", "conditionally · 5 · 27.05.2027"),
        ("conditionally · 5 · 27.05.2027", ""),
    ]


@pytest.mark.parametrize("wrong", [{"kind": "expelled"}, {"pupil_id": 1_000_000}])
def test_what_no_page_sends_is_refused(
    database: Database, school: SmallSchool, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadRequest):
        decide(database, school, **wrong)


def test_a_decision_is_missing_until_it_has_number_and_date(database: Database, school: SmallSchool) -> None:
    def count() -> int:
        with database.reading() as session:
            return list_gaps(session, school.class_a, school.year, school.today).missing_decisions

    assert count() == len(school.pupils_a)
    decide(database, school, number="", dated_on=None)
    assert count() == len(school.pupils_a)
    decide(database, school)
    assert count() == len(school.pupils_a) - 1


def test_an_arrival_during_the_year_wants_its_order(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        came = make_pupil(session, "Яковлев Лев Олегович", school.class_a, date(2026, 10, 10))
        enrolment_id = session.scalars(select(Enrolment.id).where(Enrolment.pupil_id == came.id)).one()
    with database.reading() as session:
        gaps = list_gaps(session, school.class_a, school.year, school.today)
    (line,) = gaps.orders
    assert (line.name, line.direction, line.day, gaps.missing_orders) == (
        "Яковлев Лев",
        "arrival",
        date(2026, 10, 10),
        1,
    )
    with database.writing() as session:
        secretary = actor_of(session, school.secretary)
        value = OrderValue(enrolment_id, "arrival", "12-к", date(2026, 10, 8), "гимназия № 2")
        for expected in (1, 0):
            saved = save_orders(session, actor=secretary, class_id=school.class_a.id, values=[value])
            assert saved == expected
    with database.reading() as session:
        gaps = list_gaps(session, school.class_a, school.year, school.today)
        (change,) = session.scalars(select(Amendment.after).where(Amendment.kind == "order-arrival")).all()
    assert gaps.missing_orders == 0
    assert change == "12-к · гимназия № 2 · 08.10.2026"


def test_an_order_of_a_foreign_enrolment_is_refused(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        foreign = session.scalars(select(Enrolment.id).where(Enrolment.class_id == school.class_b.id)).first()
        assert foreign is not None
        tutor = actor_of(session, school.teacher_a)
        with pytest.raises(BadRequest):
            save_orders(
                session,
                actor=tutor,
                class_id=school.class_a.id,
                values=[OrderValue(foreign, "arrival", "1", None, "")],
            )


def test_final_marks_of_periods_that_are_over_are_counted(database: Database, school: SmallSchool) -> None:
    with database.reading() as session:
        gaps = list_gaps(session, school.class_a, school.year, school.today)
    first = gaps.finals[0]
    assert (first.period.number, first.is_due, first.missing) == (1, True, 2 * len(school.pupils_a))
    assert not gaps.finals[1].is_due
    assert gaps.missing_finals == first.missing
