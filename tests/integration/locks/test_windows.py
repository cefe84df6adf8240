"""Final marks open by themselves, or earlier by the administrator, and close for good (R-FINALWINDOW)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.database import Database
from journal.errors import Forbidden, JournalError, Locked, TooFarAhead
from journal.locks.errors import BadOpening, WindowOpened
from journal.locks.jobs import turn_windows
from journal.locks.windows import list_windows, move_opening, open_window
from journal.models import AcademicYear, Amendment, FinalWindow, Holiday, Period
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

# The second quarter ends on Wednesday, 30 December; its last week begins on Monday, 28 December.
MONDAY = datetime(2026, 12, 27, 19, 0, tzinfo=UTC)
CLOSING = datetime(2027, 1, 6, 19, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def school(database: Database) -> SmallSchool:
    """A school whose scheduler has run so far."""
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        school = make_school(session)
        turn_windows(session)
        return school


def turn(database: Database, moment: datetime) -> int:
    with time_machine.travel(moment, tick=False), database.writing() as session:
        return turn_windows(session)


def window_of(database: Database, period: Period) -> FinalWindow | None:
    with database.reading() as session:
        return session.get(FinalWindow, period.id)


def state_of(session: Session, school: SmallSchool) -> str:
    year = session.get_one(AcademicYear, school.year.id)
    views = list_windows(session, actor=actor_of(session, school.administrator), year=year)
    return next(view.lock.state for view in views if view.period.id == school.quarter.id)


def test_the_schedule_opens_on_the_monday_of_the_last_week(database: Database, school: SmallSchool) -> None:
    turn(database, MONDAY - SECOND)
    assert window_of(database, school.quarter) is None
    assert turn(database, MONDAY) == 2  # the quarter and the half-year
    window = window_of(database, school.quarter)
    assert window is not None
    assert (window.opened_at, window.opened_by, window.closed_at) == (MONDAY, None, None)


def test_the_schedule_closes_seven_days_after_the_period(database: Database, school: SmallSchool) -> None:
    turn(database, MONDAY)
    assert turn(database, CLOSING - SECOND) == 0
    assert turn(database, CLOSING) == 2
    assert turn(database, CLOSING) == 0
    window = window_of(database, school.quarter)
    assert window is not None
    assert window.closed_at == CLOSING


def test_a_computer_that_slept_through_a_window_opens_and_closes_it(
    database: Database, school: SmallSchool
) -> None:
    assert turn(database, CLOSING + timedelta(days=30)) == 4  # the quarter and the half-year
    window = window_of(database, school.quarter)
    assert window is not None
    assert (window.opened_at, window.closed_at) == (MONDAY, CLOSING)
    with database.reading() as session:
        steps = session.execute(
            select(Amendment.before, Amendment.after, Amendment.source).where(
                Amendment.period_id == school.quarter.id
            )
        ).all()
        assert [tuple(step) for step in steps] == [("", "open", "scheduler"), ("open", "closed", "scheduler")]


def test_the_administrator_opens_a_window_early(database: Database, school: SmallSchool) -> None:
    moment = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        for _twice in range(2):
            with database.writing() as session:
                actor = actor_of(session, school.administrator)
                open_window(session, actor=actor, period_id=school.quarter.id)
        with database.reading() as session:
            assert state_of(session, school) == "open"
            amendment = session.scalars(
                select(Amendment).where(Amendment.period_id == school.quarter.id)
            ).one()
            assert (amendment.actor_name, amendment.source) == (school.administrator.full_name, "typed")
    assert turn(database, MONDAY) == 1  # the half-year only
    window = window_of(database, school.quarter)
    assert window is not None
    assert (window.opened_at, window.opened_by) == (moment, school.administrator.id)


def test_a_window_is_not_opened_while_no_final_mark_could_be_set(
    database: Database, school: SmallSchool
) -> None:
    with time_machine.travel(datetime(2026, 12, 16, 8, 0, tzinfo=UTC)), database.writing() as session:
        with pytest.raises(TooFarAhead):
            open_window(session, actor=actor_of(session, school.administrator), period_id=school.quarter.id)
        assert session.get(FinalWindow, school.quarter.id) is None or state_of(session, school) != "open"


def test_only_the_administrator_opens_windows(database: Database, school: SmallSchool) -> None:
    with time_machine.travel(MONDAY), database.writing() as session:
        for person in (school.teacher_a, school.director, school.parent_a):
            with pytest.raises(Forbidden):
                open_window(session, actor=actor_of(session, person), period_id=school.quarter.id)


def test_moving_the_period_never_extends_a_recorded_closing(database: Database, school: SmallSchool) -> None:
    turn(database, CLOSING)
    with database.writing() as session:
        session.get_one(Period, school.quarter.id).ends_on = date(2027, 1, 20)
    with time_machine.travel(CLOSING + timedelta(days=1), tick=False), database.writing() as session:
        assert state_of(session, school) == "locked"
        turn_windows(session)
        assert session.get_one(FinalWindow, school.quarter.id).closed_at == CLOSING
        with pytest.raises(Locked):
            open_window(session, actor=actor_of(session, school.administrator), period_id=school.quarter.id)


def move(database: Database, school: SmallSchool, moment: datetime, opens_on: date) -> None:
    """Move the opening of the quarter as the administrator."""
    with time_machine.travel(moment, tick=False), database.writing() as session:
        move_opening(
            session,
            actor=actor_of(session, school.administrator),
            period_id=school.quarter.id,
            opens_on=opens_on,
            reason="педсовет раньше",
        )


def test_the_administrator_moves_an_opening_earlier_and_later(
    database: Database, school: SmallSchool
) -> None:
    """The scheduler opens on the chosen day; the closing stays where it was."""
    for day in (date(2026, 12, 18), date(2027, 1, 4)):
        move(database, school, FRIDAY, day)
    turn(database, MONDAY)
    window = window_of(database, school.quarter)
    assert window is not None
    assert (window.opened_at, window.opens_on) == (None, date(2027, 1, 4))
    turn(database, datetime(2027, 1, 3, 19, 0, tzinfo=UTC))
    assert turn(database, CLOSING) == 2
    window = window_of(database, school.quarter)
    assert window is not None
    assert (window.opened_at, window.closed_at) == (datetime(2027, 1, 3, 19, 0, tzinfo=UTC), CLOSING)
    with database.reading() as session:
        days = session.execute(
            select(Amendment.before, Amendment.after, Amendment.source).where(Amendment.kind == "window-day")
        ).all()
        assert [tuple(row) for row in days] == [
            ("28.12.2026", "18.12.2026", "administrator"),
            ("18.12.2026", "04.01.2027", "administrator"),
        ]


@pytest.mark.parametrize(
    ("moment", "opens_on", "error"),
    [
        (FRIDAY, date(2026, 12, 16), BadOpening),  # R-AHEAD14 would refuse every mark
        (FRIDAY, date(2027, 1, 7), BadOpening),  # R-LOCK7 would
        (MONDAY, date(2026, 12, 30), WindowOpened),
        (CLOSING, date(2027, 1, 6), Locked),
    ],
)
def test_an_opening_stays_within_its_limits(
    database: Database, school: SmallSchool, moment: datetime, opens_on: date, error: type[JournalError]
) -> None:
    with pytest.raises(error):
        move(database, school, moment, opens_on)


def test_holidays_move_the_last_week(database: Database, school: SmallSchool) -> None:
    """Monday and Tuesday of the quarter's last week are free: it begins on Wednesday."""
    with database.writing() as session:
        rest = {"name": "Карантин", "starts_on": date(2026, 12, 28), "ends_on": date(2026, 12, 29)}
        session.add(Holiday(year_id=school.year.id, **rest))
    turn(database, MONDAY)
    assert window_of(database, school.quarter) is None
    turn(database, MONDAY + timedelta(days=2))
    assert window_of(database, school.quarter) is not None
