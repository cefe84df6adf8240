"""The end of a period: proposals, what is owed, confirmations (R-PERIODEND, R-OBJECTIVE, R-MINMARKS)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from journal.errors import Forbidden, TooEarlyToConfirm
from journal.finals.checklist import get_checklist
from journal.finals.class_finals import get_class_finals
from journal.finals.confirmations import (
    confirm_class,
    confirm_course,
    list_class_confirmations,
    list_course_confirmations,
)
from journal.finals.course_finals import get_course_finals
from journal.finals.missing import choose_due_period, list_owed, list_used_periods
from journal.finals.queries import list_course_periods
from journal.finals.rules import Category
from journal.models import Period, PeriodConfirmation
from tests.factories import SmallSchool, actor_of, make_course
from tests.integration.finals.last_day import LAST_DAY, TODAY, type_final, type_marks


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LAST_DAY, tick=False) as traveller:
        yield traveller


def read_course(session: Session, school: SmallSchool, period: Period | None = None):
    periods = list_course_periods(session, school.course_a)
    return get_course_finals(session, school.course_a, school.year, period or school.quarter, periods, TODAY)


def test_a_proposal_stands_beside_every_final(session: Session, school: SmallSchool) -> None:
    type_marks(session, school, 0, "554")
    type_marks(session, school, 1, "33333")
    type_final(session, school, 0, "4")
    type_final(session, school, 1, "3")
    first, second, third, _ = read_course(session, school).rows
    assert (first.proposal.mark, first.proposal.mean, first.final.value) == (5, Decimal("4.67"), "4")
    assert (first.is_different, first.missing_marks) == (True, 2)
    assert (second.proposal.mark, second.is_different, second.missing_marks) == (3, False, 0)
    assert (third.proposal.mark, third.final.value, third.missing_marks) == (None, "", 5)


def test_the_year_is_proposed_from_its_periods(session: Session, school: SmallSchool) -> None:
    type_final(session, school, 0, "4")
    year = next(one for one in list_course_periods(session, school.course_a) if one.kind == "year")
    page = read_course(session, school, year)
    assert page.rows[0].proposal.mark == 4
    assert [one.kind for one in page.earlier] == ["quarter"] * 4
    assert page.rows[0].earlier == ["", "4", "", ""]
    last = next(one for one in list_course_periods(session, school.course_a) if one.number == 4)
    assert [one.number for one in read_course(session, school, last).earlier] == [1, 2, 3]


def test_a_class_is_one_sheet(session: Session, school: SmallSchool) -> None:
    make_course(
        session, school.year, "Основы религиозных культур", school.class_a, school.many_hats, marking="none"
    )
    for pupil, symbol in enumerate(("5", "4", "2", "н/а")):
        type_final(session, school, pupil, symbol)
    sheet = get_class_finals(session, school.class_a, school.quarter, TODAY)
    assert [column.subject.name for column in sheet.columns] == ["История", "Математика"]
    maths = sheet.columns[1].statistics
    assert (maths.counted, maths.success, maths.quality) == (4, Decimal("50.0"), Decimal("50.0"))
    assert sheet.missing == sheet.columns[0].missing == 4
    assert [row.category for row in sheet.rows] == [
        Category.INCOMPLETE,
        Category.INCOMPLETE,
        Category.FAILING,
        Category.NOT_ATTESTED,
    ]


def test_who_owes_what(session: Session, school: SmallSchool) -> None:
    for pupil in range(4):
        type_final(session, school, pupil, "5")
    owed = list_owed(session, school.quarter, today=TODAY)
    assert [(one.course.title, len(one.pupils), one.teachers) for one in owed] == [
        ("История, 5А", 4, ["Мухин С. И."]),
        ("Математика, 5Б", 3, ["Петров О. И."]),
    ]
    (own,) = list_owed(session, school.quarter, today=TODAY, class_ids=[school.class_a.id])
    assert own.course.id == school.course_c.id


def test_what_is_owed_takes_as_many_queries_for_one_class_as_for_all(
    session: Session, school: SmallSchool
) -> None:
    def count(class_ids: list[int] | None) -> int:
        statements: list[str] = []
        connection = session.connection()

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        list_owed(session, school.quarter, today=TODAY, class_ids=class_ids)
        event.remove(connection, "before_cursor_execute", note)
        return len(statements)

    assert count(None) == count([school.class_a.id]) <= 6


def test_the_period_that_is_due(session: Session, school: SmallSchool) -> None:
    periods = list_used_periods(session, school.year.id)
    assert {one.kind for one in periods} == {"quarter", "year"}
    due = {
        day: choose_due_period(periods, None, day) for day in (date(2026, 9, 2), date(2026, 11, 20), TODAY)
    }
    assert [one.number for one in due.values() if one] == [1, 1, 2]


def test_a_page_is_checked(session: Session, school: SmallSchool) -> None:
    type_marks(session, school, 0, "55555")
    type_final(session, school, 0, "4")
    found = get_checklist(session, school.course_a, school.year, school.quarter, TODAY)
    held = [one for one in school.lessons_a if one.held_on <= TODAY]
    assert len(found.lessons) == len(found.without_topic) == len(found.without_homework) == len(held)
    assert len(found.without_entries) == len(held) - 5
    assert [(row.name, row.final.value, row.proposal.mark) for row in found.differing] == [
        ("Белова Анна", "4", 5)
    ]
    assert found.without_final == ["Ёлкин Пётр", "Жуков Артём", "Юрьева Яна"]
    assert (found.plan, found.is_clean) == (None, False)


def test_a_page_is_confirmed_and_later_changes_are_told(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    teacher = actor_of(session, school.teacher_a)
    where = {"course_id": school.course_a.id, "period_id": school.quarter.id}
    confirm_course(session, actor=teacher, **where)
    state = list_course_confirmations(session, school.quarter)
    assert {key: (one.by, one.changes) for key, one in state.items()} == {
        school.course_a.id: ("Иванова Мария Петровна", 0)
    }
    clock.shift(timedelta(minutes=5))
    type_final(session, school, 0, "4")
    type_marks(session, school, 0, "5")
    assert list_course_confirmations(session, school.quarter)[school.course_a.id].changes == 2
    clock.shift(timedelta(minutes=5))
    confirm_course(session, actor=teacher, **where)
    assert list_course_confirmations(session, school.quarter)[school.course_a.id].changes == 0
    assert len(session.scalars(select(PeriodConfirmation)).all()) == 1


def test_a_class_is_confirmed_by_its_tutor(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    where = {"class_id": school.class_a.id, "period_id": school.quarter.id}
    with pytest.raises(Forbidden):
        confirm_class(session, actor=actor_of(session, school.deputy), **where)
    confirm_class(session, actor=actor_of(session, school.teacher_a), **where)
    clock.shift(timedelta(minutes=5))
    type_final(session, school, 0, "4")
    state = list_class_confirmations(session, school.quarter)[school.class_a.id]
    assert (state.by, state.changes) == ("Иванова Мария Петровна", 1)


def test_nothing_is_confirmed_before_its_final_marks_open(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=-14))
    with pytest.raises(TooEarlyToConfirm) as refusal:
        confirm_course(
            session,
            actor=actor_of(session, school.teacher_a),
            course_id=school.course_a.id,
            period_id=school.quarter.id,
        )
    assert refusal.value.opens_on == date(2026, 12, 28)
