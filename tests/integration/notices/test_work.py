"""What staff are told of their own work, and families of answers and examinations (R-INFORM, R-SCHEDULER)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.attendance.announcements import (
    announce_absence,
    confirm_announcement,
    decline_announcement,
)
from journal.attendance.rules import Spell
from journal.exams.services import ResultWrite, save_result
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import Announcement, Attendance, Exam, Notice
from journal.notices.jobs import tell_own_changes, tell_people, warn_of_closings
from journal.unlocks.services import Decision, decide_request
from tests.factories import FRIDAY, SmallSchool, actor_of
from tests.factories.furniture import make_request
from tests.integration.notices.conftest import Write, list_told

DAY = timedelta(days=1)


def fill(session: Session, school: SmallSchool, lesson_id: int) -> None:
    """Give a lesson of mathematics in 5А everything that it lacks."""
    teacher = actor_of(session, school.teacher_a)
    save_topic(session, actor=teacher, lesson_id=lesson_id, write=TopicWrite(TopicValue("Дроби"), saw=""))
    save_homework(
        session,
        actor=teacher,
        lesson_id=lesson_id,
        write=HomeworkWrite(HomeworkValue("§ 1"), HomeworkValue()),
    )
    session.add(Attendance(lesson_id=lesson_id, pupil_id=school.pupils_a[0].id, code="Б"))
    session.flush()


def list_closing(session: Session, school: SmallSchool) -> list[int | None]:
    query = select(Notice.lesson_id).where(
        Notice.person_id == school.teacher_a.id, Notice.kind == "closing", Notice.read_at.is_(None)
    )
    return list(session.scalars(query.order_by(Notice.id)))


@pytest.mark.parametrize(("days", "is_told"), [(2, False), (3, True), (5, True), (6, False)])
def test_a_teacher_is_warned_three_days_before_a_lesson_closes(
    session: Session, school: SmallSchool, moment: time_machine.Traveller, days: int, is_told: bool
) -> None:
    """The lesson of 9 November closes on the 24th: it is told from the 21st to the 23rd."""
    lesson = school.lesson_on(FRIDAY.date() - 11 * DAY)
    moment.move_to(FRIDAY + (days - 2) * DAY)
    warn_of_closings(session)
    assert (lesson.id in list_closing(session, school)) == is_told


def test_a_lesson_is_told_once_and_no_longer_when_it_was_filled(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    lesson = school.lesson_on(FRIDAY.date() - 14 * DAY)
    assert warn_of_closings(session) == 2  # the lesson of 6 November in both classes
    assert list_closing(session, school) == [lesson.id]
    assert [told[2] for told in list_told(session, school.teacher_b)] == ["2026-11-20"]
    assert list_told(session, school.dismissed) == []
    fill(session, school, lesson.id)
    warn_of_closings(session)
    session.expire_all()
    assert list_closing(session, school) == []
    assert len(list_told(session, school.teacher_b)) == 1


def test_a_teacher_learns_the_next_day_what_was_changed_in_the_own_name(
    session: Session, school: SmallSchool, write: Write, moment: time_machine.Traveller
) -> None:
    write("5")
    write("4", "5")
    assert tell_own_changes(session) == 0
    moment.move_to(FRIDAY + DAY)
    assert tell_own_changes(session) == 1
    assert tell_own_changes(session) == 0
    assert list_told(session, school.teacher_a) == [("own", "", "2")]
    moment.move_to(FRIDAY + 3 * DAY)
    fill(session, school, school.lesson_on(clock.now().date()).id)
    moment.move_to(FRIDAY + 6 * DAY)
    assert tell_own_changes(session) == 1, "of a day on which the program stood still later"
    told = session.scalars(select(Notice.on_day).where(Notice.kind == "own").order_by(Notice.id)).all()
    assert told == [FRIDAY.date(), FRIDAY.date() + 3 * DAY]


@pytest.fixture
def announcement(session: Session, school: SmallSchool) -> Announcement:
    """The mother says that her daughter is ill today."""
    return announce_absence(
        session,
        actor=actor_of(session, school.parent_a),
        pupil_id=school.pupils_a[0].id,
        kind="illness",
        spell=Spell(school.today, school.today),
        note="",
    )


def confirm(session: Session, school: SmallSchool, announcement: Announcement) -> None:
    confirm_announcement(
        session,
        actor=actor_of(session, school.teacher_a),
        class_id=school.class_a.id,
        announcement_id=announcement.id,
    )


def decline(session: Session, school: SmallSchool, announcement: Announcement) -> None:
    decline_announcement(
        session,
        actor=actor_of(session, school.teacher_a),
        class_id=school.class_a.id,
        announcement_id=announcement.id,
        reason="Ребёнок в школе",
    )


@pytest.mark.parametrize(("answer", "state"), [(confirm, "confirmed"), (decline, "declined")])
def test_parents_are_told_of_the_tutors_answer(
    session: Session,
    school: SmallSchool,
    announcement: Announcement,
    answer: Callable[[Session, SmallSchool, Announcement], None],
    state: str,
) -> None:
    assert tell_people(session) == 0
    answer(session, school, announcement)
    assert tell_people(session) == 2
    assert tell_people(session) == 0
    for parent in (school.parent_a, school.father_a):
        assert list_told(session, parent) == [("answer", "waiting", state)]
    assert list_told(session, school.pupils_a[0]) == []


def test_the_family_is_told_of_an_examinations_result(
    session: Session, school: SmallSchool, look: Callable[[], int]
) -> None:
    today = clock.today("Asia/Yekaterinburg")
    exams = [
        Exam(
            year_id=school.year.id,
            subject_id=school.course_a.subject_id,
            class_id=school.class_a.id,
            kind=kind,
            held_on=today,
            opens_on=today,
            closes_on=today + DAY,
        )
        for kind in ("interim", "exam")
    ]
    session.add_all(exams)
    session.flush()
    for exam, symbol in zip(exams, "45", strict=True):
        save_result(
            session,
            actor=actor_of(session, school.teacher_a),
            exam_id=exam.id,
            write=ResultWrite(pupil_id=school.pupils_a[0].id, symbol=symbol, saw=""),
        )
    assert look() == 6
    assert list_told(session, school.father_a) == [("exam", "", "4"), ("exam", "", "5")]
    assert set(session.scalars(select(Notice.on_day))) == {today}


def test_the_director_learns_of_a_request_and_its_asker_of_the_decision(
    session: Session, school: SmallSchool
) -> None:
    lesson = school.lesson_on(FRIDAY.date() - 3 * DAY)
    request_id, _paper, _order = make_request(session, school, school.teacher_a, lesson, school.pupils_a[0])
    assert tell_people(session) == 1
    assert tell_people(session) == 0
    assert list_told(session, school.director) == [("request", "", f"{request_id} sent")]
    assert list_told(session, school.deputy) == [], "the order begins tomorrow"
    decide_request(
        session,
        actor=actor_of(session, school.director),
        request_id=request_id,
        decision=Decision(note="Нет документа."),
    )
    assert tell_people(session) == 1
    assert list_told(session, school.teacher_a) == [("request", "", f"{request_id} refused")]
