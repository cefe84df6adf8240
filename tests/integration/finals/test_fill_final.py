"""The tutor fills in missing final marks after the period, within its lock (R-TUTORFINAL, R-LOCK7)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import (
    BadSymbol,
    Conflict,
    FinalStands,
    Forbidden,
    Locked,
    NotFound,
    NotOnRoster,
    PeriodNotOver,
)
from journal.finals.services import FinalWrite, fill_final, set_final
from journal.models import Amendment, FinalMark
from tests.factories import SmallSchool, actor_of

# Noon in the school on the day after the second quarter's last, Wednesday 30 December.
AFTER = datetime(2026, 12, 31, 7, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AFTER, tick=False) as traveller:
        yield traveller


def fill(session: Session, school: SmallSchool, symbol: str, saw: str = "", **given: object) -> str:
    """Fill in the history mark of 5А's first pupil as the tutor, who doesn't teach history."""
    actor = actor_of(session, given.pop("who", school.teacher_a))  # type: ignore[arg-type]
    write = FinalWrite(**{"pupil_id": school.pupils_a[0].id, "symbol": symbol, "saw": saw, **given})  # type: ignore[arg-type]
    return fill_final(
        session,
        actor=actor,
        class_id=school.class_a.id,
        period_id=school.quarter.id,
        subject_id=school.course_c.subject_id,
        write=write,
    )


def teach(session: Session, school: SmallSchool, symbol: str, saw: str = "", reason: str = "") -> str:
    """Type the same mark as its teacher."""
    return set_final(
        session,
        actor=actor_of(session, school.many_hats),
        course_id=school.course_c.id,
        period_id=school.quarter.id,
        write=FinalWrite(school.pupils_a[0].id, symbol, saw, reason),
    )


def stored(session: Session) -> FinalMark:
    return session.scalars(select(FinalMark)).one()


def test_an_empty_cell_is_filled_in_and_shown_as_the_tutors(session: Session, school: SmallSchool) -> None:
    assert fill(session, school, "4") == "4"
    assert (stored(session).value, stored(session).filled_by) == ("4", school.teacher_a.id)
    assert stored(session).course_id == school.course_c.id
    change = session.scalars(select(Amendment).where(Amendment.kind == "final")).one()
    assert (change.before, change.after, change.actor_name) == ("", "4", "Иванова Мария Петровна")


def test_what_stands_is_never_changed(session: Session, school: SmallSchool) -> None:
    teach(session, school, "4")
    for symbol in ("5", ""):
        with pytest.raises(FinalStands):
            fill(session, school, symbol, saw="4", reason="ошибка при вводе")
    with pytest.raises(Conflict):
        fill(session, school, "5")
    assert fill(session, school, "4") == "4"
    assert (stored(session).value, stored(session).filled_by) == ("4", None)


def test_not_before_the_period_is_over(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    clock.move_to(AFTER - timedelta(days=1))
    with pytest.raises(PeriodNotOver) as refusal:
        fill(session, school, "4")
    assert refusal.value.ends_on == school.quarter.ends_on


def test_not_after_the_lock(session: Session, school: SmallSchool, clock: time_machine.Traveller) -> None:
    clock.move_to(AFTER + timedelta(days=6))
    assert fill(session, school, "4") == "4"
    session.delete(stored(session))
    session.flush()
    clock.move_to(AFTER + timedelta(days=7))
    with pytest.raises(Locked):
        fill(session, school, "4")


def test_the_teacher_takes_the_mark_over(session: Session, school: SmallSchool) -> None:
    fill(session, school, "4")
    teach(session, school, "5", saw="4", reason="пересдача")
    assert (stored(session).value, stored(session).filled_by) == ("5", None)


def test_only_the_own_class_and_its_pupils(session: Session, school: SmallSchool) -> None:
    with pytest.raises(NotFound):
        fill(session, school, "4", who=school.teacher_b)
    with pytest.raises(Forbidden):
        fill(session, school, "4", who=school.deputy)
    with pytest.raises(NotOnRoster):
        fill(session, school, "4", pupil_id=school.pupils_b[1].id)
    with pytest.raises(BadSymbol):
        fill(session, school, "зач.")
