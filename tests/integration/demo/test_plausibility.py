"""The demo school looks like a school: its size, its timetable, its entries, and nothing from the future."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.courses.roster import list_stays
from journal.entries.symbols import MISSED
from journal.models import (
    Account,
    Amendment,
    Attendance,
    Course,
    CoursePart,
    CourseTeacher,
    Enrolment,
    FinalMark,
    FinalWindow,
    HealthFact,
    Homework,
    Lesson,
    LessonClosing,
    LessonColumn,
    LessonTopic,
    Mark,
    OutsideMark,
    OutsideReport,
    Parenthood,
    Period,
    PlanItem,
    Pupil,
    SchoolClass,
    StaffMember,
    StaffRole,
    TimetableSlot,
    Visit,
)
from journal.school_calendar.rules import is_school_day, list_public_holidays
from tests.integration.demo.conftest import TODAY

pytestmark = pytest.mark.xdist_group("demo")  # the demo school is built once, not by every worker


def count(session: Session, model: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_a_village_school_of_eleven_years(demo: Session) -> None:
    assert 190 <= count(demo, Pupil) <= 210
    assert count(demo, StaffMember) == 21
    assert count(demo, StaffRole, StaffRole.role == "teacher") == 20
    assert set(demo.scalars(select(SchoolClass.parallel))) == set(range(1, 12))
    children = Counter(demo.scalars(select(Parenthood.parent_id)))
    assert sum(number > 1 for number in children.values()) > 30
    staff = set(demo.scalars(select(StaffMember.person_id)))
    assert len(staff & children.keys()) >= 5


def test_no_teacher_room_or_class_is_in_two_places(demo: Session) -> None:
    rows = demo.execute(
        select(TimetableSlot, CourseTeacher.person_id).join(
            CourseTeacher, CourseTeacher.course_id == TimetableSlot.course_id
        )
    ).all()
    teachers = Counter((row.person_id, row.TimetableSlot.weekday, row.TimetableSlot.number) for row in rows)
    rooms = Counter(
        (row.TimetableSlot.room, row.TimetableSlot.weekday, row.TimetableSlot.number) for row in rows
    )
    assert max(teachers.values()) == 1
    assert max(rooms.values()) == 1
    assert len(rows) > 320


def test_no_pupil_has_two_lessons_at_once_and_no_class_a_gap(demo: Session) -> None:
    slots = demo.execute(select(TimetableSlot.course_id, TimetableSlot.weekday, TimetableSlot.number)).all()
    times = {course_id: [] for course_id in demo.scalars(select(Course.id))}
    for slot in slots:
        times[slot.course_id].append((slot.weekday, slot.number))
    day = TODAY - timedelta(days=1)
    busy = Counter(
        (stay.pupil_id, time)
        for course_id, own in times.items()
        for stay in list_stays(demo, course_id)
        if stay.covers(day)
        for time in own
    )
    assert max(busy.values()) == 1
    by_class: dict[tuple[int, int], set[int]] = {}
    for class_id, course_id in demo.execute(select(CoursePart.class_id, CoursePart.course_id)):
        for weekday, number in times[course_id]:
            by_class.setdefault((class_id, weekday), set()).add(number)
    assert all(numbers == set(range(1, max(numbers) + 1)) for numbers in by_class.values())


def test_lessons_fall_on_school_days_of_the_whole_year(demo: Session) -> None:
    moved = select(Amendment.lesson_id).where(Amendment.kind == "lesson-moved")
    days = set(demo.scalars(select(Lesson.held_on).where(Lesson.id.not_in(moved)).distinct()))
    public = list_public_holidays(min(days), max(days))
    assert all(is_school_day(day, week_days=5, breaks=[], public=public) for day in days)
    assert (min(days).month, max(days).month) == (9, 5)


def test_a_frosty_day_was_cancelled_and_one_lesson_moved(demo: Session) -> None:
    """R-CANCEL: nothing stands in a cancelled lesson, and the history names each of them."""
    cancelled = demo.scalars(select(Lesson).where(Lesson.cancelled_at.is_not(None))).all()
    named = demo.scalars(select(Amendment.lesson_id).where(Amendment.kind == "lesson-cancelled")).all()
    assert cancelled
    assert sorted(lesson.id for lesson in cancelled) == sorted(filter(None, named))
    assert {(lesson.held_on.isoweekday(), lesson.topic) for lesson in cancelled} == {(5, "")}
    moved = demo.scalars(select(Amendment).where(Amendment.kind == "lesson-moved")).one()
    assert demo.get_one(Lesson, moved.lesson_id).held_on.isoweekday() == 6


def test_marks_of_other_organisations_have_their_paper(demo: Session) -> None:
    """R-NEWCOMER: of a newcomer and of a pupil back from treatment, each mark in the history."""
    kinds = demo.scalars(select(OutsideReport.kind).order_by(OutsideReport.kind)).all()
    assert kinds == ["newcomer", "treatment"]
    assert count(demo, OutsideMark) == count(demo, Amendment, Amendment.kind == "outside-mark")


def test_nothing_is_entered_today_or_later(demo: Session) -> None:
    future = Lesson.held_on >= TODAY
    marks = (
        select(func.count())
        .select_from(Mark)
        .join(LessonColumn)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
    )
    assert demo.scalar(marks.where(future)) == 0
    assert count(demo, Lesson, future, Lesson.topic != "") == 0
    for model in (Attendance, Homework, LessonTopic):
        assert (
            demo.scalar(
                select(func.count())
                .select_from(model)
                .join(Lesson, Lesson.id == model.lesson_id)
                .where(future)
            )
            == 0
        )
    latest = demo.scalar(select(func.max(Amendment.made_at)))
    assert latest is not None
    assert latest.date() < TODAY
    assert demo.scalar(select(func.max(Visit.visited_on))) == TODAY - timedelta(days=1)


def test_cells_belong_to_the_roster_of_their_day(demo: Session) -> None:
    stays = {
        (course_id, stay.pupil_id, stay)
        for course_id in demo.scalars(select(Course.id))
        for stay in list_stays(demo, course_id)
    }
    on_course: dict[tuple[int, int], list[Any]] = {}
    for course_id, pupil_id, stay in stays:
        on_course.setdefault((course_id, pupil_id), []).append(stay)
    marks = (
        select(Lesson.course_id, Lesson.held_on, Mark.pupil_id)
        .join(LessonColumn, LessonColumn.lesson_id == Lesson.id)
        .join(Mark, Mark.column_id == LessonColumn.id)
    )
    absences = select(Lesson.course_id, Lesson.held_on, Attendance.pupil_id).join(
        Attendance, Attendance.lesson_id == Lesson.id
    )
    cells = [*demo.execute(marks), *demo.execute(absences)]
    assert len(cells) > 15_000
    for course_id, held_on, pupil_id in cells:
        assert any(stay.covers(held_on) for stay in on_course[course_id, pupil_id])


def test_first_column_holds_attendance_or_a_mark(demo: Session) -> None:
    both = (
        select(func.count())
        .select_from(Attendance)
        .join(LessonColumn, LessonColumn.lesson_id == Attendance.lesson_id)
        .join(Mark, (Mark.column_id == LessonColumn.id) & (Mark.pupil_id == Attendance.pupil_id))
    )
    assert demo.scalar(both.where(LessonColumn.position == 1)) == 0
    assert demo.scalar(both.where(Attendance.code.in_(MISSED))) == 0
    assert demo.scalar(both.where(Attendance.code == "ОП")) >= 0


def test_marks_are_spread_as_in_a_school(demo: Session) -> None:
    values = Counter(dict(demo.execute(select(Mark.value, func.count()).group_by(Mark.value)).all()))
    shares = {value: number / values.total() for value, number in values.items()}
    assert 0.2 < shares[5] < 0.4
    assert 0.3 < shares[4] < 0.5
    assert 0.03 < shares[2] < 0.12
    assert shares[1] < 0.01
    in_first_year = (
        select(func.count())
        .select_from(Mark)
        .join(Enrolment, Enrolment.pupil_id == Mark.pupil_id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(SchoolClass.parallel == 1)
    )
    assert demo.scalar(in_first_year) == 0


def test_there_are_some_gaps_and_not_many(demo: Session) -> None:
    past = Lesson.held_on < TODAY
    held = count(demo, Lesson, past)
    topics = count(demo, Lesson, past, Lesson.topic == "")
    homework = held - count(demo, Homework)
    unresolved = count(demo, Attendance, Attendance.code == "ОТ")
    assert 5 < topics < held * 0.03
    assert 5 < homework < held * 0.03
    assert unresolved > 5


def test_topics_follow_the_plan_whose_hours_are_the_curriculums(demo: Session) -> None:
    taken = select(LessonTopic.plan_item_id, func.sum(LessonTopic.hours).label("hours")).group_by(
        LessonTopic.plan_item_id
    )
    too_long = taken.subquery()
    over = select(func.count()).select_from(PlanItem).join(too_long, too_long.c.plan_item_id == PlanItem.id)
    assert demo.scalar(over.where(too_long.c.hours > PlanItem.hours)) == 0
    hours = dict(
        demo.execute(select(PlanItem.plan_id, func.sum(PlanItem.hours)).group_by(PlanItem.plan_id)).all()
    )
    assert all(total % 34 == 0 or total % 33 == 0 for total in hours.values())
    assert len(hours) == count(demo, Course)


def test_locks_are_recorded(demo: Session) -> None:
    past_lock = TODAY - timedelta(days=14)
    held = Lesson.held_on < past_lock, Lesson.cancelled_at.is_(None)
    assert count(demo, LessonClosing) == count(demo, Lesson, *held) > 0
    (window,) = demo.scalars(select(FinalWindow))
    period = demo.get_one(Period, window.period_id)
    assert (period.kind, period.number) == ("quarter", 1)
    assert window.closed_at is not None
    finals = demo.scalar(select(func.count()).select_from(FinalMark).where(FinalMark.period_id == period.id))
    assert finals is not None
    assert finals > 1_500


def test_people_come_go_and_move(demo: Session) -> None:
    stays = Counter(demo.scalars(select(Enrolment.pupil_id)))
    assert sorted(stays.values())[-1] == 2
    starts = demo.scalars(select(Enrolment.starts_on)).all()
    ends = [day for day in demo.scalars(select(Enrolment.ends_on)) if day]
    assert len(set(starts)) == 3
    assert len(ends) == 2
    kinds = set(demo.execute(select(HealthFact.kind, HealthFact.subject_id.is_(None))).all())
    assert kinds == {("illness", True), ("exemption", False)}


def test_only_the_printed_logins_have_a_password(demo: Session) -> None:
    """Whoever else has visited has one that nobody knows: the same hash for all of them."""
    given = Counter(demo.scalars(select(Account.password_hash).where(Account.password_hash.is_not(None))))
    assert sorted(given.values())[:-1] == [1] * 9
    visitors = set(demo.scalars(select(Visit.account_id)))
    with_password = set(demo.scalars(select(Account.id).where(Account.password_hash.is_not(None))))
    assert visitors <= with_password
    assert count(demo, Account) > 400
