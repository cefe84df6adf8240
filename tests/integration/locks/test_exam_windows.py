"""Examinations close at the end of their last day, once; a grant opens a result (R-FINALWINDOW, R-UNLOCK)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.locks.closings import end_grants
from journal.locks.exam_windows import close_exams, view_window
from journal.locks.jobs import turn_windows
from journal.locks.rules import ExamCell, ExamWindow, FinalCell, LessonCell
from journal.locks.services import list_grants, make_attempt, make_limits
from journal.models import Amendment, Exam, Grant, GrantCell, School
from journal.permissions.actor import COMMAND_LINE
from journal.school import school_zone
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school
from tests.factories.furniture import make_exam

LAST_DAY = FRIDAY.date() + timedelta(days=7)
MIDNIGHT = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)  # 00:00 at the school after it
SECOND = timedelta(seconds=1)


@pytest.fixture
def school(session: Session) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False):
        return make_school(session)


@pytest.fixture
def exam(session: Session, school: SmallSchool) -> Exam:
    return session.get_one(Exam, make_exam(session, school, school.class_a, school.pupils_a[0]))


def test_a_window_is_seen_as_it_stands(exam: Exam) -> None:
    assert view_window(exam) == ExamWindow(FRIDAY.date(), LAST_DAY)
    exam.closed_at = MIDNIGHT
    assert view_window(exam) == ExamWindow(FRIDAY.date(), LAST_DAY, MIDNIGHT)


def test_it_closes_at_midnight_at_the_school_however_late_that_is_recorded(
    session: Session, school: SmallSchool, exam: Exam
) -> None:
    other = session.get_one(Exam, make_exam(session, school, school.class_b, school.pupils_b[0]))
    other.closes_on = LAST_DAY + timedelta(days=40)
    session.flush()
    zone = school_zone(session)
    assert close_exams(session, now=MIDNIGHT - SECOND, zone=zone) == 0
    with time_machine.travel(MIDNIGHT, tick=False):
        assert close_exams(session, now=MIDNIGHT + timedelta(days=30), zone=zone) == 1
        assert close_exams(session, now=MIDNIGHT + timedelta(days=30), zone=zone) == 0
    assert (exam.closed_at, other.closed_at) == (MIDNIGHT, None)
    amendment = session.scalars(select(Amendment).where(Amendment.kind == "exam-window")).one()
    assert (amendment.before, amendment.after, amendment.source) == ("open", "closed", "scheduler")
    assert (amendment.year_id, amendment.subject_id) == (school.year.id, exam.subject_id)
    assert amendment.actor_name == "Планировщик"


def test_a_grant_is_read_with_every_kind_of_cell(session: Session, school: SmallSchool, exam: Exam) -> None:
    pupil, lesson = school.pupils_a[0].id, school.lessons_a[0].id
    final = {"subject_id": school.course_a.subject_id, "period_id": school.quarter.id}
    grant_id = make_grant(session, school, FRIDAY + SECOND)
    session.add_all(
        (
            GrantCell(grant_id=grant_id, exam_id=exam.id, pupil_id=pupil),
            GrantCell(grant_id=grant_id, lesson_id=lesson, pupil_id=pupil),
            GrantCell(grant_id=grant_id, lesson_id=lesson),
            GrantCell(grant_id=grant_id, pupil_id=pupil, **final),
        )
    )
    session.flush()
    cells = {ExamCell(exam.id, pupil), LessonCell(lesson, pupil), LessonCell(lesson)}
    with time_machine.travel(FRIDAY, tick=False):
        (grant,) = list_grants(session, school.teacher_a.id)
        assert grant.cells == cells | {FinalCell(pupil, **final)}
        assert (grant.grant_id, grant.person_id, grant.deadline) == (
            grant_id,
            school.teacher_a.id,
            FRIDAY + SECOND,
        )
        assert list_grants(session, school.teacher_b.id) == ()
        attempt = make_attempt(session, actor_of(session, school.teacher_a))
        assert (attempt.person_id, attempt.now, attempt.grants) == (school.teacher_a.id, FRIDAY, (grant,))
        assert str(attempt.zone) == session.scalars(select(School.time_zone)).one()
        assert make_attempt(session, COMMAND_LINE).person_id == 0
    with time_machine.travel(FRIDAY + SECOND, tick=False):
        assert list_grants(session, school.teacher_a.id) == ()
    session.get_one(Grant, grant_id).ended_at = FRIDAY - SECOND
    session.flush()
    with time_machine.travel(FRIDAY, tick=False):
        assert list_grants(session, school.teacher_a.id) == ()


def make_grant(session: Session, school: SmallSchool, deadline: datetime) -> int:
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="болезнь",
        granted_at=FRIDAY - timedelta(days=1),
        deadline=deadline,
    )
    session.add(grant)
    session.flush()
    return grant.id


def test_a_grant_ends_at_its_deadline_and_not_a_second_before(session: Session, school: SmallSchool) -> None:
    first = make_grant(session, school, FRIDAY)
    second = make_grant(session, school, FRIDAY)
    later = make_grant(session, school, FRIDAY + SECOND)
    with time_machine.travel(FRIDAY, tick=False):
        assert end_grants(session, now=FRIDAY - SECOND) == 0
        assert end_grants(session, now=FRIDAY) == 2
        assert end_grants(session, now=FRIDAY) == 0
    session.expire_all()
    assert [session.get_one(Grant, number).ended_at for number in (first, second, later)] == [
        FRIDAY,
        FRIDAY,
        None,
    ]
    ended = session.scalars(select(Amendment).where(Amendment.kind == "grant").order_by(Amendment.id)).all()
    assert [each.grant_id for each in ended] == [first, second]
    assert {(each.before, each.after, each.source, each.actor_name) for each in ended} == {
        ("open", "ended", "scheduler", "Планировщик")
    }


def test_the_limits_are_those_of_the_year(school: SmallSchool) -> None:
    year = school.year
    year.lock_days, year.final_lock_days, year.ahead_days, year.warn_days = 1, 2, 3, 4
    limits = make_limits(year)
    assert (limits.lock_days, limits.final_lock_days, limits.ahead_days, limits.warn_days) == (1, 2, 3, 4)


def test_the_job_turns_windows_of_periods_and_of_examinations(
    session: Session, school: SmallSchool, exam: Exam
) -> None:
    """By the school's midnight: while it is still the last day in UTC."""
    with time_machine.travel(MIDNIGHT - timedelta(days=2), tick=False):
        turn_windows(session)
        exam.closes_on = LAST_DAY - timedelta(days=1)
        session.flush()
        assert turn_windows(session) == 0
    with time_machine.travel(MIDNIGHT - timedelta(days=1), tick=False):
        assert turn_windows(session) == 1
