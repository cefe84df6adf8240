"""Lessons that lack something, open absences, last visits and the office's counts (R-REASON, R-ACTIVITY)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.day import absences, family, office, queries
from journal.day.rules import Span
from journal.models import (
    Account,
    Attendance,
    CourseTeacher,
    Enrolment,
    Homework,
    ImportDraft,
    Lesson,
    LessonColumn,
    Mark,
    Visit,
)
from tests.factories import FRIDAY, SmallSchool, enrol, make_course, make_lesson, make_person, make_school
from tests.factories.people import set_password


@pytest.fixture
def school(session: Session) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY, tick=False):
        yield make_school(session)


def fill(session: Session, lesson: Lesson, pupil_id: int) -> None:
    """Topic, homework and a mark."""
    lesson.topic = "Дроби"
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    session.add(Homework(lesson_id=lesson.id, text="§ 1", saved_at=clock.now()))
    session.add(Mark(column_id=column, pupil_id=pupil_id, value=5))
    session.flush()


def days(school: SmallSchool, first: int, last: int) -> Span:
    return Span(school.today - timedelta(days=first), school.today - timedelta(days=last))


def test_a_filled_lesson_has_no_gaps_and_an_absence_is_an_entry(
    session: Session, school: SmallSchool
) -> None:
    fill(session, school.lesson_on(school.today - timedelta(days=1)), school.pupils_a[0].id)
    second = school.lesson_on(school.today - timedelta(days=2))
    session.add(Attendance(lesson_id=second.id, pupil_id=school.pupils_a[0].id, code="Б"))
    session.flush()
    found = queries.list_teacher_gaps(session, school.year, school.teacher_a.id, days(school, 3, 1))
    assert [(one.lesson_id, one.gaps) for one in found] == [
        (school.lesson_on(school.today - timedelta(days=3)).id, ("topic", "homework", "entries")),
        (second.id, ("topic", "homework")),
    ]


def test_a_course_without_marking_owes_no_marks_and_a_cancelled_lesson_nothing(
    session: Session, school: SmallSchool
) -> None:
    course = make_course(session, school.year, "Музыка", school.class_a, school.teacher_b, marking="none")
    yesterday = school.today - timedelta(days=1)
    make_lesson(session, course, yesterday, 3)
    make_lesson(session, course, yesterday, 4).cancelled_at = clock.now()
    session.flush()
    found = queries.list_class_records(session, school.year, school.class_a.id, Span(yesterday, yesterday))
    assert {(one.title, one.gaps) for one in found} == {
        ("Математика, 5А", ("topic", "homework", "entries")),
        ("Музыка, 5А", ("topic", "homework")),
    }


def test_a_lesson_belongs_to_who_taught_on_its_day(session: Session, school: SmallSchool) -> None:
    turn = school.today - timedelta(days=2)
    old = session.scalars(
        select(CourseTeacher).where(
            CourseTeacher.course_id == school.course_a.id, CourseTeacher.person_id == school.teacher_a.id
        )
    ).one()
    old.ends_on = turn
    new = {"course_id": school.course_a.id, "person_id": school.many_hats.id, "hours": 5}
    session.add(CourseTeacher(**new, starts_on=turn + timedelta(days=1), ends_on=None))
    session.flush()
    span = days(school, 3, 1)
    for person, count in ((school.teacher_a, 2), (school.many_hats, 1), (school.teacher_b, 3)):
        assert len(queries.list_teacher_gaps(session, school.year, person.id, span)) == count
    assert queries.find_next_day(session, school.many_hats.id, school.today) == school.today + timedelta(
        days=3
    )
    assert queries.find_next_day(session, school.teacher_a.id, school.today) is None


def test_open_absences_stand_with_the_class_of_their_day(session: Session, school: SmallSchool) -> None:
    mover = school.pupils_a[1]
    turn = school.today - timedelta(days=2)
    session.scalars(select(Enrolment).where(Enrolment.pupil_id == mover.id)).one().ends_on = turn
    enrol(session, mover, school.class_b, turn + timedelta(days=1))
    lesson_b = next(one for one in school.lessons_b if one.held_on == school.today)
    for lesson, pupil, code in (
        (school.lesson_on(turn), mover, "ОТ"),
        (school.lesson_on(turn), school.pupils_a[2], "УП"),
        (lesson_b, mover, "ОТ"),
    ):
        session.add(Attendance(lesson_id=lesson.id, pupil_id=pupil.id, code=code))
    session.flush()
    span = Span(school.year.starts_on, school.today)
    (open_a,) = absences.list_unresolved(session, school.class_a.id, span)
    assert [(one.held_on, one.subject) for one in open_a.lessons] == [(turn, "Математика")]
    assert [
        (one.name, one.pupils, one.lessons, one.since)
        for one in absences.list_unresolved_classes(session, span, school.today)
    ] == [("5А", 1, 1, turn), ("5Б", 1, 1, school.today)]


def test_who_has_no_password_is_counted_once(session: Session, school: SmallSchool) -> None:
    before = office.count_without_password(session, school.today)
    assert (before.pupils, before.parents, before.staff) == (7, 4, 7)
    set_password(session, school.parent_a, "очень длинный пароль")
    set_password(session, school.teacher_a, "очень длинный пароль", temporary=True)
    set_password(session, school.pupils_a[0], "очень длинный пароль")
    enrolment = session.scalars(select(Enrolment).where(Enrolment.pupil_id == school.pupils_a[1].id)).one()
    enrolment.ends_on = school.today - timedelta(days=1)
    make_person(session, "Прохожев Пётр Ильич", account=False)
    session.flush()
    after = office.count_without_password(session, school.today)
    assert (after.pupils, after.parents, after.staff) == (5, 3, 6)


def test_the_server_without_a_scheduler_or_a_backup_is_told_of(session: Session, school: SmallSchool) -> None:
    for course_id in (None, school.course_a.id):
        draft = {"created_by": school.administrator.id, "created_at": clock.now(), "answers": {}}
        session.add(ImportDraft(**draft, course_id=course_id, state="open"))
    session.flush()
    state = office.read_server_state(session, clock.now())
    assert (state.open_drafts, state.is_scheduler_alive, state.is_backup_old) == (1, False, True)


def test_the_last_visit_is_of_an_earlier_day(session: Session, school: SmallSchool) -> None:
    account = session.scalars(select(Account).where(Account.person_id == school.parent_a.id)).one()
    assert family.find_last_visit(session, account.id, school.today) is None
    for back in (0, 2, 5):
        moment = FRIDAY - timedelta(days=back)
        visited_on: date = school.today - timedelta(days=back)
        session.add(Visit(account_id=account.id, visited_on=visited_on, last_at=moment))
    session.flush()
    assert family.find_last_visit(session, account.id, school.today) == FRIDAY - timedelta(days=2)
