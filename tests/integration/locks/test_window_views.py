"""What the administrator is shown of the windows of final marks, and what a refusal tells (R-FINALWINDOW)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import Empty, Locked, NotFound, TooFarAhead
from journal.locks.errors import BadOpening, WindowOpened
from journal.locks.windows import WindowView, list_windows, move_opening, open_window, run_windows
from journal.models import AcademicYear, Amendment, AmendmentText, FinalWindow
from journal.permissions.actor import Actor
from journal.school import school_zone
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

# One o'clock in the night at the school, and still the day before in UTC.
NIGHT = datetime(2026, 12, 17, 20, 0, tzinfo=UTC)
MONDAY = datetime(2026, 12, 27, 20, 0, tzinfo=UTC)
CLOSED = datetime(2027, 1, 6, 20, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 12, 17), date(2027, 1, 6)
MISSING = 1_000_000
WHY = "педсовет раньше"


@pytest.fixture
def school(session: Session) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False):
        return make_school(session)


@pytest.fixture
def administrator(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.administrator)


def view_quarter(session: Session, school: SmallSchool, administrator: Actor, moment: datetime) -> WindowView:
    """The window of the second quarter at a moment, on the page of the year."""
    with time_machine.travel(moment, tick=False):
        views = list_windows(session, actor=administrator, year=session.get_one(AcademicYear, school.year.id))
    return next(view for view in views if view.period.id == school.quarter.id)


def move(
    session: Session, school: SmallSchool, administrator: Actor, moment: datetime, opens_on: date
) -> None:
    with time_machine.travel(moment, tick=False):
        move_opening(session, actor=administrator, period_id=school.quarter.id, opens_on=opens_on, reason=WHY)


def test_windows_stand_in_the_order_in_which_periods_end(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        views = list_windows(session, actor=administrator, year=session.get_one(AcademicYear, school.year.id))
    periods = [view.period for view in views]
    assert periods == sorted(periods, key=lambda each: (each.ends_on, -each.starts_on.toordinal(), each.id))
    assert {view.period.year_id for view in views} == {school.year.id}
    assert {view.lock.state for view in views} == {"locked", "waiting"}


def test_a_window_waits_can_be_opened_and_is_open(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    far = view_quarter(session, school, administrator, FRIDAY)
    assert (far.lock.state, far.can_open) == ("waiting", False)
    assert (far.opens_on, far.first, far.last, far.is_moved) == (date(2026, 12, 28), FIRST, LAST, False)
    near = view_quarter(session, school, administrator, NIGHT)
    assert (near.lock.state, near.can_open) == ("waiting", True)
    assert (near.opened_at, near.opened_by) == (None, None)
    with time_machine.travel(NIGHT, tick=False):
        assert open_window(session, actor=administrator, period_id=school.quarter.id) == school.quarter
    opened = view_quarter(session, school, administrator, NIGHT)
    assert (opened.lock.state, opened.can_open) == ("open", False)
    assert (opened.opens_on, opened.opened_at) == (date(2026, 12, 18), NIGHT)
    assert opened.opened_by is not None
    assert opened.opened_by.id == school.administrator.id


def test_a_moved_opening_is_shown_and_kept_with_its_reason(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    for day in (FIRST, LAST):  # both are the last that will do
        move(session, school, administrator, FRIDAY, day)
        moved = view_quarter(session, school, administrator, FRIDAY)
        assert (moved.opens_on, moved.is_moved, moved.lock.state) == (day, True, "waiting")
    amendment = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert (amendment.kind, amendment.source) == ("window-day", "administrator")
    assert (amendment.year_id, amendment.period_id) == (school.year.id, school.quarter.id)
    assert session.get_one(AmendmentText, amendment.reason).content == WHY


def test_an_opening_that_stays_where_it_was_is_no_change(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    before = session.scalars(select(Amendment.id)).all()
    with time_machine.travel(FRIDAY, tick=False):
        run_windows(session, now=FRIDAY, zone=school_zone(session))
    settled = session.scalars(select(Amendment.id)).all()
    move(session, school, administrator, FRIDAY, date(2026, 12, 28))
    assert session.scalars(select(Amendment.id)).all() == settled != before


def test_a_refused_move_tells_which_days_would_do(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(BadOpening) as bad:
            move(session, school, administrator, FRIDAY, day)
        assert (bad.value.first, bad.value.last) == (FIRST, LAST)
    with time_machine.travel(FRIDAY, tick=False):
        for missing in ("", " "):
            with pytest.raises(Empty):
                move_opening(
                    session, actor=administrator, period_id=school.quarter.id, opens_on=FIRST, reason=missing
                )
        with pytest.raises(NotFound):
            move_opening(session, actor=administrator, period_id=MISSING, opens_on=FIRST, reason=WHY)
        with pytest.raises(NotFound):
            open_window(session, actor=administrator, period_id=MISSING)


def test_an_open_window_isn_t_moved(session: Session, school: SmallSchool, administrator: Actor) -> None:
    with time_machine.travel(NIGHT, tick=False):
        open_window(session, actor=administrator, period_id=school.quarter.id)
    with pytest.raises(WindowOpened) as opened:
        move(session, school, administrator, NIGHT, LAST)
    assert opened.value.opened_on == date(2026, 12, 18)


def test_a_closed_window_is_neither_moved_nor_opened(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    for attempt in (
        lambda: move(session, school, administrator, CLOSED, LAST),
        lambda: open_window(session, actor=administrator, period_id=school.quarter.id),
    ):
        with time_machine.travel(CLOSED, tick=False), pytest.raises(Locked) as locked:
            attempt()
        error = locked.value
        assert (error.kind, error.lesson_date, error.last_day) == ("final", school.quarter.ends_on, LAST)
        assert error.closed_on == LAST + timedelta(days=1)


def test_a_window_too_far_ahead_tells_of_which_day(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    with time_machine.travel(FRIDAY, tick=False), pytest.raises(TooFarAhead) as refusal:
        open_window(session, actor=administrator, period_id=school.quarter.id)
    assert refusal.value.on == school.quarter.ends_on


def test_what_the_schedule_does_stands_in_the_history(session: Session, school: SmallSchool) -> None:
    """In the order in which the periods end; a second run finds nothing to do."""
    zone = school_zone(session)
    with time_machine.travel(CLOSED, tick=False):
        assert run_windows(session, now=CLOSED, zone=zone) == 6  # two quarters and a half-year
        assert run_windows(session, now=CLOSED, zone=zone) == 0
    steps = session.scalars(select(Amendment).where(Amendment.kind == "window").order_by(Amendment.id)).all()
    assert [(each.before, each.after) for each in steps] == [("", "open"), ("open", "closed")] * 3
    assert {(each.source, each.actor_name, each.year_id) for each in steps} == {
        ("scheduler", "Планировщик", school.year.id)
    }
    own = [each for each in steps if each.period_id == school.quarter.id]
    assert len(own) == 2
    window = session.get_one(FinalWindow, school.quarter.id)
    assert (window.opened_at, window.closed_at) == (
        datetime(2026, 12, 27, 19, tzinfo=UTC),
        datetime(2027, 1, 6, 19, tzinfo=UTC),
    )


def test_a_window_that_waits_holds_up_no_other(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    """The half-year ends with the quarter and opens though the quarter's opening was put off."""
    move(session, school, administrator, FRIDAY, LAST)
    with time_machine.travel(MONDAY, tick=False):
        assert run_windows(session, now=MONDAY, zone=school_zone(session)) == 1
    opened = session.scalars(
        select(Amendment.period_id).where(Amendment.kind == "window").order_by(Amendment.id.desc())
    ).first()
    assert opened not in (None, school.quarter.id)
