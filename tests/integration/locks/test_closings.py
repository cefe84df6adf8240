"""Closings are recorded by the job, once, and never go away (R-LOCK14, R-SCHEDULER, R-UNLOCK)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.database import Database
from journal.locks.jobs import close_lessons
from journal.models import Amendment, Grant, Lesson, LessonClosing
from journal.unlocks.jobs import close_grants
from tests.factories import FRIDAY, SmallSchool, make_lesson, make_school

# The school lives five hours ahead of UTC: the last second of 20 November there.
LAST_SECOND = datetime(2026, 11, 20, 18, 59, 59, tzinfo=UTC)
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)


@pytest.fixture
def school(database: Database) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        return make_school(session)


def closed_days(session: Session) -> set[str]:
    days = session.scalars(
        select(Lesson.held_on).join(LessonClosing, LessonClosing.lesson_id == Lesson.id).distinct()
    )
    return {day.isoformat() for day in days}


def test_the_lesson_of_fifteen_days_ago_closes_at_midnight(database: Database, school: SmallSchool) -> None:
    with time_machine.travel(LAST_SECOND, tick=False), database.writing() as session:
        close_lessons(session)
        assert max(closed_days(session)) == "2026-11-05"
    with time_machine.travel(MIDNIGHT, tick=False), database.writing() as session:
        assert close_lessons(session) == 2  # one in each class
        assert max(closed_days(session)) == "2026-11-06"


def test_a_closing_bears_the_moment_of_the_rule_however_late_it_is_recorded(
    database: Database, school: SmallSchool
) -> None:
    with time_machine.travel(MIDNIGHT + timedelta(days=3), tick=False), database.writing() as session:
        close_lessons(session)
        closing = session.get_one(LessonClosing, school.lesson_on(date(2026, 11, 6)).id)
        assert closing.closed_at == MIDNIGHT


def test_each_day_of_lessons_makes_one_amendment_and_a_second_run_none(
    database: Database, school: SmallSchool
) -> None:
    with time_machine.travel(MIDNIGHT, tick=False):
        with database.writing() as session:
            close_lessons(session)
        with database.writing() as session:
            assert close_lessons(session) == 0
    with database.reading() as session:
        amendments = session.scalars(select(Amendment).where(Amendment.kind == "closing")).all()
        assert [amendment.after for amendment in amendments] == [
            "2026-11-02 · 2",
            "2026-11-03 · 2",
            "2026-11-04 · 2",
            "2026-11-05 · 2",
            "2026-11-06 · 2",
        ]
        assert {(each.source, each.actor_name) for each in amendments} == {("scheduler", "Планировщик")}


def test_a_moved_lesson_stays_closed(database: Database, school: SmallSchool) -> None:
    lesson = school.lesson_on(date(2026, 11, 5))
    with time_machine.travel(FRIDAY, tick=False):
        with database.writing() as session:
            close_lessons(session)
            session.get_one(Lesson, lesson.id).held_on = school.today
        with database.writing() as session:
            close_lessons(session)
            assert session.get(LessonClosing, lesson.id) is not None


def test_a_cancelled_lesson_closes_with_the_others(database: Database, school: SmallSchool) -> None:
    lesson = school.lesson_on(date(2026, 11, 5))
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        session.get_one(Lesson, lesson.id).cancelled_at = FRIDAY
        close_lessons(session)
        assert session.get(LessonClosing, lesson.id) is not None


def test_the_year_s_own_limit_counts(database: Database, school: SmallSchool) -> None:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        session.merge(school.year).lock_days = 30
        session.flush()
        assert close_lessons(session) == 0


def test_a_lesson_made_for_a_day_long_past_is_closed_by_the_next_run(
    database: Database, school: SmallSchool
) -> None:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        close_lessons(session)
        make_lesson(session, school.course_a, date(2026, 10, 1))
        assert close_lessons(session) == 1
        assert session.scalar(select(func.count()).select_from(LessonClosing)) == 9


def test_a_grant_ends_at_its_deadline(database: Database, school: SmallSchool) -> None:
    deadline = FRIDAY + timedelta(hours=1)
    with database.writing() as session:
        grant = Grant(
            person_id=school.teacher_a.id,
            decided_by=school.director.id,
            reason="пересдача по болезни",
            granted_at=FRIDAY,
            deadline=deadline,
        )
        session.add(grant)
    with time_machine.travel(deadline - timedelta(seconds=1), tick=False), database.writing() as session:
        assert close_grants(session) == 0
    with time_machine.travel(deadline + timedelta(hours=8), tick=False), database.writing() as session:
        assert close_grants(session) == 1
        assert close_grants(session) == 0
        assert session.get_one(Grant, grant.id).ended_at == deadline
    with database.reading() as session:
        amendment = session.scalars(select(Amendment).where(Amendment.kind == "grant")).one()
        assert amendment.grant_id == grant.id
