"""The one way in for marks and attendance (R-CELL, R-LOCK14, R-AHEAD14, R-AMEND)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import clock as time
from journal.entries.rules import CellValue
from journal.entries.symbols import Code
from journal.errors import (
    BadSymbol,
    Conflict,
    Forbidden,
    LessonCancelled,
    Locked,
    NeedsConfirmation,
    NeedsReason,
    NotFound,
    NotOnRoster,
    TooFarAhead,
)
from journal.models import Amendment, Grant, GrantCell, Lesson, LessonClosing, LessonColumn, WorkType
from tests.factories import SmallSchool
from tests.integration.entries.conftest import Type

FIVE = CellValue(None, 5)
ABSENT = CellValue(Code.ABSENT, None)


def list_amendments(session: Session) -> list[tuple[str, str, str]]:
    """All changes so far as (kind, before, after)."""
    rows = session.execute(select(Amendment.kind, Amendment.before, Amendment.after).order_by(Amendment.id))
    return [(row.kind, row.before, row.after) for row in rows]


def test_a_mark_is_saved_with_its_amendment(session: Session, school: SmallSchool, type_symbol: Type) -> None:
    assert type_symbol("5") == FIVE
    (amendment,) = session.scalars(select(Amendment))
    assert (amendment.kind, amendment.before, amendment.after) == ("mark", "", "5")
    assert amendment.actor_name == school.teacher_a.full_name
    assert amendment.actor_position == "учитель"
    assert amendment.source == "typed"


def test_repeating_a_write_changes_nothing(session: Session, type_symbol: Type) -> None:
    for _ in range(4):
        assert type_symbol("5") == FIVE
    assert list_amendments(session) == [("mark", "", "5")]


def test_a_mark_over_an_absence_takes_it_away_in_two_steps(session: Session, type_symbol: Type) -> None:
    assert type_symbol("ОТ") == ABSENT
    assert type_symbol("5", saw=ABSENT) == FIVE
    assert list_amendments(session) == [
        ("attendance", "", "ОТ"),
        ("attendance", "ОТ", ""),
        ("mark", "", "5"),
    ]


def test_clearing_a_cell(session: Session, type_symbol: Type) -> None:
    type_symbol("5")
    assert type_symbol("", saw=FIVE) == CellValue()
    assert list_amendments(session)[-1] == ("mark", "5", "")


def test_the_second_writer_sees_both_values(session: Session, type_symbol: Type) -> None:
    type_symbol("5")
    with pytest.raises(Conflict) as refusal:
        type_symbol("3")
    assert refusal.value.now == {"attendance": "", "mark": "5"}
    assert refusal.value.by == "Иванова Мария Петровна"
    assert list_amendments(session) == [("mark", "", "5")]


@pytest.mark.parametrize("symbol", ["6", "5/4", "Z", "5.", "н/а", "ххх"])
def test_foreign_symbols_are_refused(session: Session, type_symbol: Type, symbol: str) -> None:
    with pytest.raises(BadSymbol):
        type_symbol(symbol)
    assert list_amendments(session) == []


def test_a_course_without_marks_takes_attendance_only(
    session: Session, school: SmallSchool, type_symbol: Type
) -> None:
    school.course_a.marking = "none"
    session.flush()
    with pytest.raises(BadSymbol):
        type_symbol("5")
    assert type_symbol("Б") == CellValue(Code.ILL, None)


def test_a_pupil_of_another_class_is_not_on_the_roster(school: SmallSchool, type_symbol: Type) -> None:
    with pytest.raises(NotOnRoster):
        type_symbol("5", pupil_id=school.pupils_b[0].id)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("administrator", Forbidden),
        ("director", Forbidden),
        ("deputy", Forbidden),
        ("teacher_b", NotFound),
        ("parent_a", NotFound),
        ("secretary", NotFound),
    ],
)
def test_only_the_course_teacher_writes(
    session: Session, school: SmallSchool, type_symbol: Type, who: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        type_symbol("5", who=getattr(school, who))
    assert list_amendments(session) == []


def test_a_replaced_value_needs_a_reason_after_the_day(
    session: Session, clock: time_machine.Traveller, type_symbol: Type
) -> None:
    type_symbol("5")
    clock.shift(timedelta(days=1))
    with pytest.raises(NeedsReason):
        type_symbol("4", saw=FIVE)
    assert type_symbol("4", saw=FIVE, reason="ошибка при вводе") == CellValue(None, 4)
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc())).first()
    assert last is not None
    assert last.reason


def test_the_lock_falls_at_midnight_of_the_fifteenth_day(
    session: Session, clock: time_machine.Traveller, school: SmallSchool, type_symbol: Type
) -> None:
    # 5 December, 00:00 in Yekaterinburg is 4 December, 19:00 UTC; the lesson was on 20 November.
    clock.move_to("2026-12-04T18:59:59+00:00")
    assert type_symbol("5") == FIVE
    clock.move_to("2026-12-04T19:00:00+00:00")
    with pytest.raises(Locked) as refusal:
        type_symbol("4", saw=FIVE, reason="поздно")
    assert refusal.value.closed_on.isoformat() == "2026-12-05"
    assert type_symbol("5", saw=CellValue()) == FIVE  # what stands already is answered «saved»
    assert list_amendments(session) == [("mark", "", "5")]


def test_a_recorded_closing_stays_whatever_is_moved(
    session: Session, today: Lesson, type_symbol: Type
) -> None:
    session.add(LessonClosing(lesson_id=today.id, closed_at=time.now()))
    session.flush()
    with pytest.raises(Locked):
        type_symbol("5")


def test_a_grant_opens_exactly_its_cell(
    session: Session, school: SmallSchool, today: Lesson, type_symbol: Type
) -> None:
    session.add(LessonClosing(lesson_id=today.id, closed_at=time.now()))
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="болезнь",
        granted_at=time.now(),
        deadline=time.now() + timedelta(days=1),
    )
    session.add(grant)
    session.flush()
    session.add(GrantCell(grant_id=grant.id, lesson_id=today.id, pupil_id=school.pupils_a[0].id))
    session.flush()
    assert type_symbol("5") == FIVE
    (amendment,) = session.scalars(select(Amendment))
    assert amendment.grant_id == grant.id
    with pytest.raises(Locked):
        type_symbol("5", pupil_id=school.pupils_a[1].id)
    with pytest.raises(NeedsReason):
        type_symbol("4", saw=FIVE)


@pytest.mark.parametrize(("days", "is_allowed"), [(13, True), (14, False)])
def test_marks_are_not_set_two_weeks_ahead(
    session: Session, school: SmallSchool, today: Lesson, type_symbol: Type, days: int, is_allowed: bool
) -> None:
    today.held_on = school.today + timedelta(days=days)
    session.flush()
    if is_allowed:
        assert type_symbol("5") == FIVE
        return
    with pytest.raises(TooFarAhead):
        type_symbol("5")


def test_nothing_is_written_into_a_cancelled_lesson(
    session: Session, today: Lesson, type_symbol: Type
) -> None:
    today.cancelled_at = time.now()
    session.flush()
    with pytest.raises(LessonCancelled):
        type_symbol("5")


def test_a_mark_beside_an_absence_asks_first(
    session: Session, school: SmallSchool, today: Lesson, type_symbol: Type
) -> None:
    work_type_id = session.scalars(select(WorkType.id).where(WorkType.year_id == school.year.id)).first()
    second = LessonColumn(
        lesson_id=today.id, position=2, work_type_id=work_type_id or 0, weight=Decimal(4), title=""
    )
    session.add(second)
    session.flush()
    type_symbol("ОТ")
    with pytest.raises(NeedsConfirmation):
        type_symbol("4", column_id=second.id, saw=ABSENT)
    assert type_symbol("4", column_id=second.id, saw=ABSENT, is_sure=True) == CellValue(Code.ABSENT, 4)
    with pytest.raises(BadSymbol):
        type_symbol("Б", column_id=second.id, saw=CellValue(Code.ABSENT, 4))
    assert session.scalar(select(func.count()).select_from(Amendment)) == 2
