"""What the history keeps of closings: each day of lessons once, in order, under its year (R-LOCK14)."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.locks.closings import record_closings
from journal.models import AcademicYear, Amendment, LessonClosing
from journal.school import school_zone
from tests.factories import FRIDAY, SmallSchool, make_lesson, make_school


@pytest.fixture
def school(session: Session) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False):
        return make_school(session)


def run(session: Session) -> int:
    with time_machine.travel(FRIDAY, tick=False):
        return record_closings(session, now=FRIDAY, zone=school_zone(session))


def test_days_close_one_after_the_other_and_what_is_closed_is_left_alone(
    session: Session, school: SmallSchool
) -> None:
    earliest = make_lesson(session, school.course_a, date(2026, 9, 7))
    session.add(LessonClosing(lesson_id=school.lessons_a[0].id, closed_at=FRIDAY - timedelta(days=9)))
    session.flush()
    expected = 1 + sum(
        lesson.held_on < date(2026, 11, 6) for lesson in (*school.lessons_a[1:], *school.lessons_b)
    )
    assert run(session) == expected
    assert run(session) == 0
    amendments = session.scalars(
        select(Amendment).where(Amendment.kind == "closing").order_by(Amendment.id)
    ).all()
    days = [amendment.after.split(" · ")[0] for amendment in amendments]
    assert days == sorted(days)
    assert days[0] == earliest.held_on.isoformat()
    assert {(each.before, each.year_id, each.lesson_id) for each in amendments} == {
        ("", school.year.id, None)
    }
    kept = session.get_one(LessonClosing, school.lessons_a[0].id)
    assert kept.closed_at == FRIDAY - timedelta(days=9)


def test_every_year_closes_by_its_own_limit(session: Session, school: SmallSchool) -> None:
    """Also where a year without lessons stands beside it."""
    starts_on = school.year.starts_on
    strict = AcademicYear(
        starts_on=starts_on - timedelta(days=365), ends_on=starts_on - timedelta(days=100), lock_days=0
    )
    for field in ("final_lock_days", "ahead_days", "warn_days"):
        setattr(strict, field, getattr(school.year, field))
    session.add(strict)
    session.flush()
    assert run(session) == sum(
        lesson.held_on < date(2026, 11, 6) for lesson in (*school.lessons_a, *school.lessons_b)
    )
    assert set(session.scalars(select(Amendment.year_id).where(Amendment.kind == "closing"))) == {
        school.year.id
    }
