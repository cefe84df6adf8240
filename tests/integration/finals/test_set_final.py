"""The one way in for final marks (R-FINALCELL, R-FINALWINDOW, R-LOCK7)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import BadSymbol, Conflict, Forbidden, Locked, NeedsReason, NotOnRoster, WindowClosed
from journal.finals.services import FinalWrite, set_final
from journal.models import Amendment, FinalWindow
from tests.factories import FRIDAY, SmallSchool, actor_of


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Friday noon; a test travels on."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


def type_final(session: Session, school: SmallSchool, symbol: str, saw: str = "", **given: object) -> str:
    """Type a final mark of the quarter for the first pupil, as the course's teacher unless told otherwise."""
    actor = actor_of(session, given.pop("who", school.teacher_a))  # type: ignore[arg-type]
    write = FinalWrite(**{"pupil_id": school.pupils_a[0].id, "symbol": symbol, "saw": saw, **given})  # type: ignore[arg-type]
    return set_final(
        session, actor=actor, course_id=school.course_a.id, period_id=school.quarter.id, write=write
    )


def at_day(school: SmallSchool, days_after_end: int) -> datetime:
    """Noon in the school, so many days after the quarter's last day."""
    noon = datetime.combine(school.quarter.ends_on, datetime.min.time(), tzinfo=UTC) + timedelta(hours=7)
    return noon + timedelta(days=days_after_end)


def test_the_window_is_closed_in_the_middle_of_the_quarter(session: Session, school: SmallSchool) -> None:
    with pytest.raises(WindowClosed) as refusal:
        type_final(session, school, "5")
    assert refusal.value.opens_on.weekday() == 0


def test_the_administrator_may_open_it_earlier(session: Session, school: SmallSchool) -> None:
    session.add(FinalWindow(period_id=school.quarter.id, opened_at=FRIDAY, opened_by=school.administrator.id))
    session.flush()
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - two rules may refuse, both by name
        type_final(session, school, "5")
    assert type(refusal.value).__name__ == "TooFarAhead"  # R-AHEAD14 still holds 14 days before the end


def test_a_final_mark_is_saved_changed_and_locked(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    clock.move_to(at_day(school, 0))
    assert type_final(session, school, "4") == "4"
    assert type_final(session, school, "4") == "4"
    clock.move_to(at_day(school, 7))
    with pytest.raises(NeedsReason):
        type_final(session, school, "5", saw="4")
    assert type_final(session, school, "5", saw="4", reason="пересдача") == "5"
    clock.move_to(at_day(school, 8))
    with pytest.raises(Locked):
        type_final(session, school, "3", saw="5", reason="поздно")
    changes = session.execute(select(Amendment.before, Amendment.after).order_by(Amendment.id)).all()
    assert [tuple(change) for change in changes] == [("", "4"), ("4", "5")]


def test_refusals(session: Session, school: SmallSchool, clock: time_machine.Traveller) -> None:
    clock.move_to(at_day(school, 0))
    with pytest.raises(BadSymbol):
        type_final(session, school, "зач.")
    with pytest.raises(Forbidden):
        type_final(session, school, "5", who=school.administrator)
    with pytest.raises(NotOnRoster):
        type_final(session, school, "5", pupil_id=school.pupils_b[0].id)
    assert type_final(session, school, "н/а") == "н/а"
    with pytest.raises(Conflict) as refusal:
        type_final(session, school, "3", saw="5")
    assert refusal.value.now == {"symbol": "н/а"}
