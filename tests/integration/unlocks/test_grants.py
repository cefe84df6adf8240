"""What a grant opens, to whom and how long; every change cites it, and it ends by itself (R-UNLOCK)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.chain import link_amendments
from journal.amendments.verify import verify_history
from journal.attendance.services import DayWrite, set_day
from journal.entries.symbols import Code
from journal.errors import FinalStands, Forbidden, JournalError, Locked, NeedsReason
from journal.finals.services import FinalWrite, fill_final, set_final
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.locks.rules import FinalCell, LessonCell
from journal.models import Amendment, Attendance, CourseTeacher, UnlockRequest, UnlockStep
from journal.unlocks.errors import ForeignCell
from journal.unlocks.jobs import close_grants
from tests.factories import make_lesson
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson
from tests.integration.unlocks.way import (
    MIDNIGHT,
    TODAY,
    actor,
    change,
    draft,
    find_last,
    grant,
    own_cell,
    refuse,
    send,
)

pytestmark = pytest.mark.usefixtures("clock")
SECOND = timedelta(seconds=1)


def list_steps(session: Session, request: UnlockRequest) -> list[str]:
    """What a request became, in order."""
    return list(
        session.scalars(
            select(UnlockStep.state).where(UnlockStep.request_id == request.id).order_by(UnlockStep.id)
        )
    )


def test_the_whole_way_is_proved_by_the_history(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson
) -> None:
    request = send(session, locked)
    with pytest.raises(Locked):
        change(session, locked)
    grant(session, locked, request)
    for symbol, saw in (("5", 4), ("3", 5)):
        change(session, locked, symbol, saw=saw)
        assert (find_last(session).kind, find_last(session).grant_id) == ("mark", request.grant_id)
    clock.move_to(MIDNIGHT)
    close_grants(session)
    with pytest.raises(Locked):
        change(session, locked, "2", saw=3)
    rows = session.execute(
        select(UnlockStep.state, UnlockStep.person_id, UnlockStep.made_at).order_by(UnlockStep.id)
    )
    teacher, director = locked.school.teacher_a.id, locked.school.director.id
    assert [(row.state, row.person_id) for row in rows] == [
        ("draft", teacher),
        ("sent", teacher),
        ("granted", director),
        ("used", None),
    ]
    recorded = session.scalars(
        select(Amendment.after).where(Amendment.kind == "request").order_by(Amendment.id)
    )
    assert list(recorded) == [f"№ {request.id} · {state}" for state in list_steps(session, request)]
    link_amendments(session)
    assert verify_history(session).troubles == []


def test_it_opens_these_cells_to_this_person_only(session: Session, locked: LockedLesson) -> None:
    other = locked.school.pupils_a[1].id
    request = send(session, locked, own_cell(locked), LessonCell(locked.lesson_id, other))
    grant(session, locked, request)
    refuse(session, Locked, change, locked, saw=None, pupil=other)
    topic = TopicWrite(TopicValue("Другая тема"), saw="Дроби", reason="ошибка")
    teacher = actor(session, locked, "teacher_a")
    refuse(session, Locked, save_topic, actor=teacher, lesson_id=locked.lesson_id, write=topic)
    for who in ("teacher_b", "director", "administrator"):
        refuse(session, JournalError, change, locked, who=who)
    change(session, locked)


def test_another_teacher_of_the_course_stays_locked_out(session: Session, locked: LockedLesson) -> None:
    """Who stands in for the absent teacher may write the course, and yet not what was granted to another."""
    school = locked.school
    session.add(
        CourseTeacher(
            course_id=school.course_a.id, person_id=school.teacher_b.id, starts_on=school.year.starts_on
        )
    )
    session.flush()
    grant(session, locked, send(session, locked))
    refuse(session, Locked, change, locked, who="teacher_b")


def test_the_lessons_own_cell_opens_its_topic_and_no_mark(session: Session, locked: LockedLesson) -> None:
    lesson, teacher = LessonCell(locked.lesson_id), actor(session, locked, "teacher_a")
    request = send(session, locked, lesson)
    grant(session, locked, request, lesson)
    refuse(session, Locked, change, locked)
    topic = TopicWrite(TopicValue("Другая тема"), saw="Дроби", reason="ошибка")
    save_topic(session, actor=teacher, lesson_id=locked.lesson_id, write=topic)
    assert (find_last(session).kind, find_last(session).grant_id) == ("topic", request.grant_id)
    close_grants(session)
    assert request.state == "used"


def test_a_final_mark_is_opened_and_cites_the_grant(session: Session, locked: LockedLesson) -> None:
    school, teacher = locked.school, actor(session, locked, "teacher_a")
    final = FinalCell(locked.pupil_id, school.course_a.subject_id, locked.period_id)
    request = send(session, locked, final)

    def write(session: Session, reason: str = "пересдача") -> None:
        set_final(
            session,
            actor=teacher,
            course_id=school.course_a.id,
            period_id=locked.period_id,
            write=FinalWrite(locked.pupil_id, "5", saw="4", reason=reason),
        )

    refuse(session, Locked, write)
    grant(session, locked, request, final)
    refuse(session, NeedsReason, write, " ")
    write(session)
    assert (find_last(session).kind, find_last(session).grant_id) == ("final", request.grant_id)
    close_grants(session)
    assert request.state == "used"


def test_it_ends_to_the_second(session: Session, clock: time_machine.Traveller, locked: LockedLesson) -> None:
    """Midnight of the school after the last day; no job has to run for it."""
    grant(session, locked, send(session, locked))
    clock.move_to(MIDNIGHT)
    refuse(session, Locked, change, locked)
    clock.move_to(MIDNIGHT - SECOND)
    change(session, locked)


def test_a_grant_of_today_ends_tonight(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson
) -> None:
    grant(session, locked, send(session, locked), until=TODAY)
    clock.move_to(datetime(2026, 11, 20, 18, 59, 59, tzinfo=UTC))
    change(session, locked)
    clock.shift(SECOND)
    refuse(session, Locked, change, locked, "3", saw=5)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=30)], ids=["at once", "a month late"])
@pytest.mark.parametrize("used", [True, False])
def test_the_job_settles_once_and_for_all(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson, late: timedelta, used: bool
) -> None:
    """Two cells are opened: what was used in part has been used; whenever and how often the job runs."""
    cells = [own_cell(locked), LessonCell(locked.lesson_id, locked.school.pupils_a[1].id)]
    request = send(session, locked, *cells)
    grant(session, locked, request, *cells)
    if used:
        change(session, locked)
    clock.move_to(MIDNIGHT - SECOND)
    assert close_grants(session) == 0
    assert request.state == "granted"
    clock.move_to(MIDNIGHT + late)
    assert [close_grants(session) for _ in range(3)] == [1, 0, 0]
    assert list_steps(session, request) == ["draft", "sent", "granted", "used" if used else "expired"]
    assert len(session.scalars(select(Amendment).where(Amendment.kind == "grant")).all()) == 1


def test_what_was_changed_wholly_is_used_before_its_end_and_yet_open_until_then(
    session: Session, clock: time_machine.Traveller, locked: LockedLesson
) -> None:
    request = send(session, locked)
    grant(session, locked, request)
    change(session, locked)
    close_grants(session)
    assert request.state == "used"
    change(session, locked, "3", saw=5)
    assert find_last(session).grant_id == request.grant_id
    clock.move_to(MIDNIGHT)
    assert close_grants(session) == 1
    assert list_steps(session, request).count("used") == 1


def test_the_tutor_is_granted_absences_and_nothing_else(session: Session, locked: LockedLesson) -> None:
    """The history of 5А is taught by somebody else; only its tutor's absences of the pupil are opened."""
    school, on = locked.school, LESSON_DAY.date()
    lesson = make_lesson(session, school.course_c, on, number=2)
    refuse(session, ForeignCell, draft, locked, LessonCell(lesson.id))
    cell = LessonCell(lesson.id, locked.pupil_id)
    refuse(session, ForeignCell, draft, locked, cell, who="teacher_b")
    request = send(session, locked, cell)
    write = DayWrite(pupil_id=locked.pupil_id, on=on, code=Code.ILL, first=1, last=9, note="справка")
    tutor = actor(session, locked, "teacher_a")

    def write_day() -> int:
        return set_day(session, actor=tutor, class_id=school.class_a.id, write=write).written

    assert write_day() == 0
    grant(session, locked, request, cell)
    assert write_day() == 1
    assert find_last(session).grant_id == request.grant_id
    (row,) = session.scalars(select(Attendance))
    assert (row.lesson_id, row.code) == (lesson.id, Code.ILL)
    topic = TopicWrite(TopicValue("Тема"), saw="")
    refuse(session, Forbidden, save_topic, actor=tutor, lesson_id=lesson.id, write=topic)


def test_the_tutor_is_granted_a_missing_final_mark_only(session: Session, locked: LockedLesson) -> None:
    """R-TUTORFINAL: what stands is the teacher's to ask for."""
    school, tutor = locked.school, actor(session, locked, "teacher_a")
    subject_id = school.course_c.subject_id
    cell = FinalCell(locked.pupil_id, subject_id, locked.period_id)
    request = send(session, locked, cell)
    grant(session, locked, request, cell)
    fill_final(
        session,
        actor=tutor,
        class_id=school.class_a.id,
        period_id=locked.period_id,
        subject_id=subject_id,
        write=FinalWrite(locked.pupil_id, "4", saw="", reason="ведомость"),
    )
    assert find_last(session).grant_id == request.grant_id
    refuse(session, FinalStands, draft, locked, cell)
